"""What a page says about nodes and edges, as plain values that go into its JSON.

All of it is text to be set as text: nothing here is HTML.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from typing import TypeAlias

from kg.kinds import kind
from kg.kinds import mark
from kg.model import Claim
from kg.model import Corpus
from kg.model import Literal
from kg.model import Value
from kg.network import Edge
from kg.network import Network
from kg.network import Node
from kg.palette import LINES
from kg.palette import line
from kg.palette import style
from kg.projection import Layer
from kg.projection import layer
from kg.terms import Mode
from kg.terms import Polarity
from kg.text import normalized
from kg.timeline import reading
from kg.when_words import day

Facts: TypeAlias = dict[str, Any]  # members of the page's JSON
VALUES = "values, not links"


@dataclass(frozen=True)
class Teller:
    """Puts records into words, with the labels of one corpus.

    Attributes:
        corpus: where the labels are.
        names: what each entity that is drawn is called on the page, by its id.
    """

    corpus: Corpus
    names: Mapping[str, str]

    def label(self, value: Value) -> str:
        """Give an entity's label (its id where the registry lacks it), or a literal's text."""
        if isinstance(value, Literal):
            return value.text
        entity = self.corpus.entities.get(value)
        return entity.label if entity else value

    def sentence(self, claim: Claim) -> tuple[str, str, str]:
        """Give the labels of subject, predicate and object."""
        return self.label(claim.subject), self.corpus.ontology.label(claim.predicate), self.label(claim.object)

    def voices(self, claim: Claim) -> str:
        """Give who says it, outermost first.

        The last one says it; each before it relays.
        """
        return " › ".join(self.label(voice) for voice in claim.voices)

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.key: claim for claim in self.corpus.claims}

    def conditions(self, claim: Claim) -> list[str]:
        """Give the claims on whose condition it is said, in words: without them it would read stronger than it is."""
        found = [self._claims[key] for key in claim.linked("condition") if key in self._claims]
        return [f"{' '.join(self.sentence(one))} ({mark(one)})" for one in found]

    def claim(self, claim: Claim) -> Facts:
        """Give everything a reader needs to judge a claim."""
        label = self.corpus.ontology.label
        return {
            "key": claim.key,
            "quotes": [[passage.exact, passage.document] for passage in claim.evidence],
            "voices": self.voices(claim),
            "mode": label(claim.mode),
            "inferred": claim.mode is Mode.INFERRED,
            "certainty": label(claim.certainty),
            "denied": claim.polarity is Polarity.NEGATIVE,
            "when": reading(claim),
            "basis": claim.time_basis,
            "conditions": self.conditions(claim),
            "also": [[label(name), self.label(value)] for name, value in claim.qualifiers],
            "rationale": claim.rationale,
            "note": claim.note,
        }

    def edge(self, edge: Edge) -> Facts:
        """Give an edge's sentence and its claims."""
        return {
            "sentence": [self.label(edge.source), edge.label, self.label(edge.target)],
            "mark": LINES[line(edge)].mark,
            "maybe": edge.maybe,
            "claims": [self.claim(claim) for claim in edge.claims],
        }

    def node(self, node: Node) -> Facts:
        """Give what the registry says of an entity, and the spellings under which search finds it."""
        entity = node.entity
        return {
            "type": self.corpus.ontology.label(entity.type),
            "aliases": list(entity.spellings[1:]),
            "about": entity.description,
            "keys": sorted({normalized(spelling) for spelling in entity.spellings} - {""}),
        }

    def first(self, network: Network) -> Facts:
        """Give what the first frame needs of nodes and edges, besides the drawing library's rows."""
        nodes = [
            {
                "id": self.names[node.entity.id],
                "name": node.entity.id,
                "label": node.entity.label,
                "group": style(node.lineage).group,
                "degree": node.degree,
            }
            for node in network.nodes
        ]
        edges = [
            {
                "id": edge.key,
                "from": self.names[edge.source],
                "to": self.names[edge.target],
                "line": str(line(edge)),
                **({"maybe": True} if edge.maybe else {}),
            }
            for edge in network.edges
        ]
        return {"entities": nodes, "facts": edges}

    def documents(self, claims: Iterable[Claim]) -> Facts:
        """Give title, day and publisher of each document behind some claims, by id."""
        wanted = sorted({name for claim in claims for name in claim.documents})
        found = ((name, self.corpus.documents[name]) for name in wanted)
        return {name: [one.title, day(one.issued), self.label(one.publisher)] for name, one in found}


def undrawn(network: Network) -> list[Claim]:
    """Give the claims of the corpus that no edge of the network stands for, in order."""
    drawn = {claim.key for edge in network.edges for claim in edge.claims}
    return [claim for claim in network.corpus.claims if claim.key not in drawn]


def told(claims: Iterable[Claim], teller: Teller) -> list[Facts]:
    """Give claims that no edge stands for, each with its sentence, why it is not drawn, and the nodes it is about."""
    return [
        {
            "sentence": list(teller.sentence(claim)),
            "kind": reason(claim, teller.corpus),
            "about": [teller.names[end] for end in dict.fromkeys(_ends(claim)) if end in teller.names],
            **teller.claim(claim),
        }
        for claim in claims
    ]


def _ends(claim: Claim) -> list[str]:
    return [end for end in (claim.subject, claim.object) if isinstance(end, str)]


def listed(claims: Sequence[Claim], teller: Teller, most: int) -> Sequence[Claim]:
    """Give the claims that a page has room for: all of them, or the first of those about what is drawn."""
    if len(claims) <= most:
        return claims
    return [claim for claim in claims if any(end in teller.names for end in _ends(claim))][:most]


def reason(claim: Claim, corpus: Corpus) -> str:
    """Say in a few words why no edge stands for a claim: what it is, or what keeps a fact from being drawn."""
    return {VALUES: "value, not a link"}.get(held := _unlinked(claim, corpus), held) or mark(claim)


def _unlinked(claim: Claim, corpus: Corpus) -> str:
    """Say what keeps from being drawn what an edge might stand for; empty for all else."""
    found = kind(claim)
    if claim.key in corpus.context and layer(claim) is Layer.EDGES:
        return "not selected, but a selected claim refers to it"
    if not found.factual:
        return ""
    return VALUES if isinstance(claim.object, Literal) else "left out by the policy"


def kinds(claims: Iterable[Claim], corpus: Corpus) -> list[tuple[str, int]]:
    """Count claims by why no edge stands for them, most frequent first; in words after "claims are not drawn"."""
    found = Counter(_heading(claim, corpus) for claim in claims)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _heading(claim: Claim, corpus: Corpus) -> str:
    title = kind(claim).title
    return _unlinked(claim, corpus) or title[:1].lower() + title[1:]
