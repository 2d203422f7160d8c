"""What the page of each kind of thing shows, as values for its template."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from kg.kinds import kind
from kg.model import Claim
from kg.model import Corpus
from kg.palette import style
from kg.rdf.claims import chain_key
from kg.rdf.claims import claim_label
from kg.rdf.dataset import context_of
from kg.rdf.names import Triple
from kg.rdf.registry import background_triples
from kg.serve.geo import draw
from kg.serve.index import Index
from kg.serve.sections import sections
from kg.serve.telling import Name
from kg.serve.telling import Teller
from kg.serve.telling import path
from kg.serve.texts import paragraphs
from kg.serve.triples import Describer
from kg.voices import grounds
from kg.voices import heard
from kg.when_words import day

Values = Mapping[str, Any]
CLAIMS = 400  # a page tells no more; the endpoint gives them all
NEIGHBOURS = 200
NOUNS = {
    "id": "entity",
    "claim": "claim",
    "doc": "document",
    "evidence": "passage",
    "attribution": "chain of voices",
    "background": "background statement",
    "graph": "named graph",
}


class Shower:
    """Gathers what pages show.

    Attributes:
        index: the corpus from every side.
        corpus: the records.
        teller: puts records into words.
        describer: gives the triples of things.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.corpus: Corpus = index.graph.corpus
        self.teller = Teller(index.graph)
        self.describer = Describer(index)
        self._context = context_of(self.corpus, index.graph.policy)

    def noun(self, word: str) -> str:
        """Say what a kind of thing is called."""
        return NOUNS[word]

    def entity(self, name: str) -> Values:
        """Show an entity: what it is, where it is, what is claimed of it, and its neighbours."""
        entity = self.corpus.entities[name]
        claims = self.index.about.get(name, [])
        ontology = self.corpus.ontology
        neighbours = self._neighbours(name)
        linked = frozenset(other for other, _ in neighbours)
        return {
            "title": entity.label,
            "entity": entity,
            "types": [self.teller.term(one) for one in ontology.lineage(entity.type)],
            "look": style(ontology.lineage(entity.type)),
            "external": self._external(name),
            "background": self._background(name),
            "map": draw(entity, self.corpus.entities, linked),
            "sections": sections(claims[:CLAIMS], self.teller),
            "total": len(claims),
            "left_out": max(len(claims) - CLAIMS, 0),
            "mentioning": self._lines(self.index.mentioning.get(name, [])),
            "voiced": self._lines(self.index.voiced.get(name, [])),
            "neighbours": [(self.teller.name(other), number) for other, number in neighbours[:NEIGHBOURS]],
            "more_neighbours": max(len(neighbours) - NEIGHBOURS, 0),
        }

    def claim(self, key: str) -> Values:
        """Show a claim: what it says, how, by whom, when, on which passages, beside which other claims."""
        claim = self.index.claims[key]
        bases = {other: self.index.claims[other] for _, other in claim.links if other in self.index.claims}
        told = self.teller.claim(claim)
        is_edge, why = self.teller.edge(claim)
        meanings = [(name, self.teller.label(name), self.teller.about(name)) for name in self._axes(claim)]
        leads = [(self._link(link), self.teller.claim(bases[one])) for link, one in claim.links if one in bases]
        back = [(self._link(link), self.teller.claim(one)) for link, one in self.index.referring.get(key, [])]
        return {
            "title": claim_label(claim, self._context),
            "told": told,
            "section": kind(claim),
            "meanings": meanings,
            "is_edge": is_edge,
            "why": why,
            "independent": [
                self.teller.name(one) for one in heard(claim, self.corpus.entities, self.index.claims).voices
            ],
            "grounds": self._speakers(claim),
            "chain": path("attribution", chain_key(claim.voices)),
            "edtf": claim.when.edtf if claim.when else "",
            "leads": leads,
            "back": back,
        }

    def _speakers(self, claim: Claim) -> list[Name]:
        """Give whose claims an inference rests on: all who speak, of whom fewer may count as independent."""
        said = dict.fromkeys(ground.voices[-1] for ground in grounds(claim, self.index.claims) if ground is not claim)
        return [self.teller.name(one) for one in said]

    def _link(self, name: str) -> Name:
        """Name a link between claims; two that a curator set against each other may both hold."""
        term = self.teller.term(name)
        return Name("opposes", term.href) if name == "contradicts" else term

    def _axes(self, claim: Claim) -> tuple[str, str, str]:
        return str(claim.mode), str(claim.certainty), str(claim.polarity)

    def document(self, name: str, here: tuple[int, int]) -> Values:
        """Show a document: where it comes from, and its whole text with the passages marked."""
        document = self.corpus.documents[name]
        passages = self.index.within.get(name, [])
        claims = self.index.documented.get(name, [])
        claimless = [one for one in self.corpus.claimless if one.passage.document == name]
        numbers = {passage.key: len(self.index.passages[passage.key][1]) for passage in passages}
        people = {
            "Publisher": (document.publisher,),
            "Author": document.authors,
            "Interviewer": document.interviewers,
            "Interviewee": document.interviewees,
        }
        return {
            "title": document.title,
            "document": document,
            "issued": day(document.issued),
            "people": {role: [self.teller.name(one) for one in ids] for role, ids in people.items() if ids},
            "paragraphs": paragraphs(document, passages, here),
            "numbers": numbers,
            "factless": {passage.key for passage in passages if not self._has_fact(passage.key)},
            "claims": len(claims),
            "passages": len(passages),
            "claimless": len(claimless),
        }

    def _has_fact(self, key: str) -> bool:
        return any(kind(claim).factual for claim in self.index.passages[key][1])

    def evidence(self, key: str) -> Values:
        """Show a passage and the claims that rest on it."""
        passage, claims = self.index.passages[key]
        return {
            "title": "Passage",
            "quote": self.teller.quote(passage),
            "passage": passage,
            "claims": self.teller.claims(claims),
        }

    def attribution(self, key: str) -> Values:
        """Show a chain of voices and the claims that it makes."""
        voices = self.index.chains[key]
        claims = self.index.chained.get(key, [])
        named = [self.teller.name(voice) for voice in voices]
        return {"title": "Who says it", "voices": named, "claims": self._lines(claims)}

    def statement(self, key: str) -> Values:
        """Show a background statement: what the registry says, and where it has it from."""
        entity, predicate, value = self._statements[key]
        source = self.corpus.entities[entity].source
        names = (self.teller.name(entity), self.teller.term(predicate), self.teller.name(value))
        return {"title": "Background statement", "names": names, "source": source}

    def named_graph(self, name: str) -> Values:
        """Show a named graph: what it holds, and how to get it."""
        iri = self.index.graph.names.graph[name]
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri} {{ ?s ?p ?o }} }}"
        about = self.graphs[name][-1][2][1:-1].replace('\\"', '"').replace("\\\\", "\\")
        return {"title": "Named graph", "iri": iri[1:-1], "about": about, "query": query}

    def suggestions(self, word: str, name: str) -> list[Name]:
        """Give what somebody who asks for a name that isn't there may have meant."""
        if word == "id":
            return [self.teller.name(one) for one in self.index.find(name)[:5] or self.index.close(name)]
        if word == "doc":
            from difflib import get_close_matches  # noqa: PLC0415

            return [self.teller.document(one) for one in get_close_matches(name, self.corpus.documents, n=3)]
        return []

    @cached_property
    def background(self) -> Mapping[str, list[Triple]]:
        """The registry's statements by key."""
        names = self.index.graph.names
        entities = self.corpus.entities.values()
        statements = [statement for entity in entities for statement in background_triples(entity, names)]
        return {_local(statement[1][0]): statement[1:] for statement in statements}

    @cached_property
    def graphs(self) -> Mapping[str, list[Triple]]:
        """The named graphs' own triples by local name."""
        first = next(self.index.graph.blocks(), None)
        found: dict[str, list[Triple]] = {}
        for triple in first.triples if first else ():
            found.setdefault(_local(triple[0]), []).append(triple)
        return found

    @cached_property
    def _statements(self) -> Mapping[str, tuple[str, str, str]]:
        return {key: tuple(_local(triple[2]) for triple in rows[1:4]) for key, rows in self.background.items()}  # type: ignore[misc]

    def _external(self, name: str) -> list[tuple[str, Name]]:
        """Give external identifiers; only what leads to the web by http is a link."""
        found = []
        for scheme, identifier in self.corpus.entities[name].external:
            term = self.corpus.ontology.terms.get(scheme)
            address = term.notes.get("iri_template", "").format(id=identifier) if term else ""
            web = address.startswith(("http://", "https://"))
            found.append((term.label if term else scheme, Name(identifier, address if web else "")))
        return found

    def _background(self, name: str) -> list[tuple[Name, Name]]:
        entity = self.corpus.entities[name]
        pairs = [("located_in", outer) for outer in entity.located_in]
        pairs += [("speaks_for", entity.speaks_for)] if entity.speaks_for else []
        return [(self.teller.term(predicate), self.teller.name(value)) for predicate, value in pairs]

    def _neighbours(self, name: str) -> list[tuple[str, int]]:
        """Give the entities at the other end of its plain edges, most edges first."""
        edges = self.index.edges.get(name, [])
        ends = Counter(edge.target if edge.source == name else edge.source for edge in edges)
        ends.pop(name, None)
        return sorted(ends.items(), key=lambda pair: (-pair[1], pair[0]))

    def _lines(self, claims: list[Claim]) -> list[Name]:
        """Name claims in a line each; what is not plain about them is part of the line."""
        return [Name(claim_label(claim, self._context), path("claim", claim.key)) for claim in claims]


def _local(iri: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415

    return unquote(iri[1:-1].rpartition("/")[2].rpartition("#")[2])
