"""Claims as FollowTheMoney entities: links where they are plain edges, notes where they are not."""

import re
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Any

from kg.graph import Graph
from kg.model import Claim
from kg.model import Literal
from kg.model import content_key
from kg.projection import Layer
from kg.rdf.claims import claim_marks
from kg.rdf.claims import claim_words
from kg.rdf.claims import value_label
from kg.rdf.dataset import context_of
from kg.terms import Mode
from kg.terms import TimeMode
from kg.timeline import reading
from kg.voices import grounds

SCHEMA = "ftm_schema"
DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")  # what is a date there and in EDTF alike
NAMES = frozenset({"alias", "author", "full", "keywords", "name", "publisher", "role", "title"})
LONGEST = 250  # characters of a name: longer ones are none there
LONGEST_TEXT = 65_000  # of any other text
CUT = "longer than FollowTheMoney takes: the end is left out, and … stands there"
INFERRED = "No sentence says so: a curator concluded it."


def identifier(iri: str) -> str:
    """Give an id that is one there (letters, digits, hyphens), the same for the same thing everywhere."""
    return f"kg-{content_key(iri)}"


class Claims:
    """Makes entities of a graph's claims.

    Attributes:
        schemata: the schema of each entity that the file holds, in the registry's order.
        cut: how many texts were too long.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.corpus = graph.corpus
        self.context = context_of(graph.corpus, graph.policy)
        self.schemata = self._schemata()
        self.cut = 0

    def told(self) -> tuple[str, ...]:
        """Say what was cut."""
        return (f"{self.cut:,} text{'' if self.cut == 1 else 's'} {CUT}",) if self.cut else ()

    def made(self, name: str, schema: str, properties: Mapping[str, list[str]]) -> dict[str, Any]:
        """Give an entity; empty properties are left out, and endless texts are cut."""
        told = {key: [self._cut(key, one) for one in dict.fromkeys(texts) if one] for key, texts in properties.items()}
        return {"id": name, "schema": schema, "properties": {key: values for key, values in told.items() if values}}

    def _cut(self, key: str, text: str) -> str:
        longest = LONGEST if key in NAMES else LONGEST_TEXT
        if len(text) <= longest:
            return text
        self.cut += 1
        return f"{text[: longest - 1]}…"

    def _schemata(self) -> dict[str, str]:
        """Choose the entities that claims name and FollowTheMoney has a schema for; events only where one is stated."""
        terms = self.corpus.ontology
        named, stated = set[str](), set[str]()
        for claim in self.corpus.claims:
            ends = {str(end) for end in (claim.subject, claim.object) if not isinstance(end, Literal)}
            named |= ends
            stated |= ends if self.is_plain(claim) else set()
        found = {}
        for name, entity in self.corpus.entities.items():
            schema = terms.aligned(entity.type, SCHEMA).get(SCHEMA, "")
            if schema and name in (stated if terms.is_a(entity.type, ["Event"]) else named):
                found[name] = schema
        return found

    def is_plain(self, claim: Claim) -> bool:
        """Tell whether a claim is a plain edge; unconfirmed ones are none here."""
        return self.context.layer(claim) is Layer.EDGES

    def label(self, name: str) -> str:
        """Give an entity's label."""
        return value_label(name, self.corpus.entities)

    def entity(self, claim: Claim) -> dict[str, Any]:
        """Give a claim's entity: a link, or a note."""
        names = self.graph.names
        iri = names.claim(claim.key)[1:-1]
        ends = [identifier(names.id[end][1:-1]) for end in self._ends(claim)]
        publishers = [self.corpus.documents[name].publisher for name in claim.documents]
        source = {
            "proof": [identifier(names.doc[name][1:-1]) for name in claim.documents],
            "publisher": [self.label(name) for name in (claim.voices if claim.mode is Mode.INFERRED else publishers)],
            "sourceUrl": [iri],
        }
        if self.is_plain(claim) and len(ends) > 1:
            schema, properties = self._link(claim, ends)
        else:
            schema, properties = self._note(claim, ends)
        return self.made(identifier(iri), schema, properties | source)

    def _ends(self, claim: Claim) -> list[str]:
        return [end for end in (claim.subject, claim.object) if isinstance(end, str) and end in self.schemata]

    def _link(self, claim: Claim, ends: list[str]) -> tuple[str, dict[str, list[str]]]:
        terms = self.corpus.ontology
        known = terms.aligned(claim.predicate, SCHEMA) or terms.aligned("Relation", SCHEMA)
        role = terms.label(claim.predicate) + (" (inferred)" if claim.mode is Mode.INFERRED else "")
        properties = {
            known["ftm_subject"]: ends[:1],
            known["ftm_object"]: ends[1:],
            **({known["ftm_role"]: [role]} if "ftm_role" in known else {}),
            "status": [f"{claim.mode}, {claim.certainty}"],
            "summary": [self._statement(claim)],
            "description": [" ".join(self._told(claim))],
            "recordId": [claim.key],
            **self._dates(claim),
        }
        return known[SCHEMA], properties

    def _note(self, claim: Claim, ends: list[str]) -> tuple[str, dict[str, list[str]]]:
        """Give everything as one text, so that no quote stands without what it is."""
        text = " ".join([f"{self._statement(claim)}.", *self._told(claim)])
        marks = [str(claim.mode), str(claim.certainty), str(claim.polarity)]
        return self.corpus.ontology.aligned("Claim", SCHEMA)[SCHEMA], {
            "entity": ends,
            "description": [text],
            "keywords": marks,
        }

    def _statement(self, claim: Claim) -> str:
        """Spell a claim; what keeps it from being a plain assertion comes first, where nothing cuts it off."""
        marks = claim_marks(claim)
        roles = "".join(
            f"; {self.corpus.ontology.label(name)}: {value_label(value, self.corpus.entities)}"
            for name, value in claim.qualifiers
        )
        when = reading(claim)
        return (
            (f"[{marks}] " if marks else "") + claim_words(claim, self.context) + roles + (f"; {when}" if when else "")
        )

    def _told(self, claim: Claim) -> Iterator[str]:
        """Give the passages, each with who says it and where; for an inferred claim, first that none says it."""
        if claim.mode is Mode.INFERRED:
            yield f"{INFERRED} {claim.rationale} It rests on:"
        bases = grounds(claim, self.context.bases)
        told = []
        for passage in claim.evidence:
            speaker = next((base for base in bases if passage in base.evidence), claim)
            voices = " > ".join(self.label(voice) for voice in speaker.voices)
            document = self.corpus.documents[passage.document]
            told.append(f"“{' '.join(passage.exact.split())}” ({voices}, in: {document.title}, {document.issued})")
        yield from dict.fromkeys(told)
        if claim.note:
            yield f"Curator's note: {claim.note}"

    def _dates(self, claim: Claim) -> dict[str, list[str]]:
        """Give dates as far as they can be said there; ``summary`` has every time in words.

        A date there is one of known precision, and a start and an end mean all the time between them. So a span in
        which something holds on some day has neither, nor has an end that is only the day of the document.
        """
        when = claim.when
        if when is None or when.uncertain or when.approximate or when.is_set:
            return {}
        if not when.is_interval:
            return {"date": _plain(when.edtf)}
        if claim.time_mode is not TimeMode.THROUGHOUT:
            return {}
        start, _, end = when.edtf.partition("/")
        known = max(self.corpus.documents[name].issued for name in claim.documents)
        is_over = when.latest_end is not None and when.latest_end < known
        return {"startDate": _plain(start), "endDate": _plain(end) if is_over else []}


def _plain(edtf: str) -> list[str]:
    return [edtf] if DATE.fullmatch(edtf) else []
