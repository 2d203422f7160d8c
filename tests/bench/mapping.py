"""The peer's table and RML mapping: the same quads from a flat table, as morph-kgc reads it.

Everything that a mapping language can't compute (hashes, labels, months, which claims are projected) is
put into the table beforehand and not timed, to the peer's advantage.
"""

import csv
from pathlib import Path

from synthetic import Row
from synthetic import claim
from synthetic import entities

from kg.model import proposition_key
from kg.projection import Layer
from kg.projection import layer
from kg.rdf.claims import Context
from kg.rdf.claims import chain_key
from kg.rdf.claims import claim_label
from kg.rdf.claims import months
from kg.rdf.names import OA
from kg.rdf.names import PROV
from kg.rdf.names import Names
from kg.terms import BASE
from kg.terms import EDTF
from kg.terms import RDF
from kg.terms import RDFS
from kg.terms import XSD
from kg.terms import ontology
from kg.voices import heard

COMPUTED = ("claim", "evidence", "attribution", "label", "month", "proposition", "projected", "independent")
O = f"{BASE}ontology#"  # noqa: E741  # the prefix's name
HEAD = f"""@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@base <{BASE}map/> .
"""


def mapping(table: Path) -> str:
    """Write the wide tables beside a table of claims; give the mapping that reads them."""
    wide, edges = table.with_name("wide.csv"), table.with_name("edges.csv")
    _widen(table, wide, edges)
    return HEAD + "".join((_claims(wide), _evidence(wide), _quote(wide), _position(wide), _voices(wide), _edges(edges)))


def _widen(table: Path, wide: Path, edges: Path) -> None:
    context = Context(Names(BASE), ontology(), entities(), {})
    with table.open(newline="") as source, wide.open("w", newline="") as all_, edges.open("w", newline="") as some:
        reader, writer, edge_writer = csv.reader(source), csv.writer(all_), csv.writer(some)
        writer.writerow([*next(reader), *COMPUTED])
        edge_writer.writerow(["subject", "predicate", "object"])
        for cells in reader:
            one = claim(Row(*cells))
            when = one.when
            projected = layer(one) is Layer.EDGES
            month = months(when.earliest_start, when.latest_end)[0] if when else ""
            (voice,) = heard(one, context.entities, {}).voices
            computed = [one.key, one.evidence[0].key, chain_key(one.voices), claim_label(one, context), month]
            computed.append(proposition_key(one))
            writer.writerow([*cells, *computed, str(projected).lower(), voice])
            if projected:
                edge_writer.writerow(cells[:3])


def _claims(table: Path) -> str:
    iri = {
        f"{RDF}subject": "id/{subject}",
        f"{RDF}predicate": "ontology#{predicate}",
        f"{RDF}object": "id/{object}",
        f"{O}mode": "ontology#{mode}",
        f"{O}certainty": "ontology#{certainty}",
        f"{O}polarity": "ontology#{polarity}",
        f"{O}voice": "id/{voice}",
        f"{O}attribution": "attribution/{attribution}",
        f"{O}independent_voice": "id/{independent}",
        f"{O}in_document": "doc/{document}",
        f"{O}supported_by": "evidence/{evidence}",
    }
    literal = {
        f"{RDFS}label": ("label", ""),
        f"{O}proposition_key": ("proposition", ""),
        f"{O}projected": ("projected", f"{XSD}boolean"),
        f"{O}valid_time": ("valid_time", EDTF),
        f"{O}year_month": ("month", f"{XSD}gYearMonth"),
        **{f"{O}{name}": ("valid_time", f"{XSD}date") for name in _BOUNDS},
    }
    constant = {f"{O}time_mode": f"{O}within"}
    return _map("claims", table, "claim/{claim}", f"{O}Claim", iri, literal, constant)


_BOUNDS = ("valid_from", "latest_start", "earliest_end", "valid_until")


def _evidence(table: Path) -> str:
    iri = {f"{OA}hasSource": "doc/{document}"}
    selectors = {f"{OA}hasSelector": "evidence/{evidence}-quote"}
    more = {f"{OA}hasSelector": "evidence/{evidence}-position"}
    return _map("evidence", table, "evidence/{evidence}", f"{O}Evidence", iri | selectors, {}, {}) + _map(
        "evidence2", table, "evidence/{evidence}", "", more, {}, {}
    )


def _quote(table: Path) -> str:
    literal = {f"{OA}{name}": (name, "") for name in ("exact", "prefix", "suffix")}
    return _map("quote", table, "evidence/{evidence}-quote", f"{OA}TextQuoteSelector", {}, literal, {})


def _position(table: Path) -> str:
    literal = {f"{OA}{name}": (name, f"{XSD}nonNegativeInteger") for name in ("start", "end")}
    return _map("position", table, "evidence/{evidence}-position", f"{OA}TextPositionSelector", {}, literal, {})


def _voices(table: Path) -> str:
    iri = {f"{PROV}agent": "id/{voice}"}
    return _map("voices", table, "attribution/{attribution}", f"{O}Attribution", iri, {}, {})


def _edges(table: Path) -> str:
    predicate = f'rr:predicateMap [ rr:template "{O}{{predicate}}" ]'
    pair = f'rr:predicateObjectMap [ {predicate} ; rr:objectMap [ rr:template "{BASE}id/{{object}}" ] ]'
    graphs = f"rr:graphMap [ rr:constant rr:defaultGraph ] ; rr:graphMap [ rr:constant <{BASE}graph/edges> ]"
    return f"""
<edges> a rr:TriplesMap ; rml:logicalSource [ rml:source "{table}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "{BASE}id/{{subject}}" ; {graphs} ] ; {pair} .
"""


def _map(  # one argument a part of the mapping
    name: str,
    table: Path,
    subject: str,
    kind: str,
    iri: dict[str, str],
    literal: dict[str, tuple[str, str]],
    constant: dict[str, str],
) -> str:
    graphs = f'rr:graphMap [ rr:constant rr:defaultGraph ] ; rr:graphMap [ rr:template "{BASE}graph/{{document}}" ]'
    class_ = f"rr:class <{kind}> ; " if kind else ""
    pairs = [f'<{p}> ; rr:objectMap [ rr:template "{BASE}{template}" ]' for p, template in iri.items()]
    pairs += [f"<{p}> ; rr:objectMap [ {_column(column, kind)} ]" for p, (column, kind) in literal.items()]
    pairs += [f"<{p}> ; rr:object <{value}>" for p, value in constant.items()]
    body = "".join(f" ;\n  rr:predicateObjectMap [ rr:predicate {pair} ]" for pair in pairs)
    return f"""
<{name}> a rr:TriplesMap ; rml:logicalSource [ rml:source "{table}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "{BASE}{subject}" ; {class_}{graphs} ]{body} .
"""


def _column(column: str, datatype: str) -> str:
    return f'rml:reference "{column}"' + (f" ; rr:datatype <{datatype}>" if datatype else "")
