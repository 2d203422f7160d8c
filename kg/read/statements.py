"""One claim as written, with its settings from run, entry and claim, as a record with places."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kg.errors import Report
from kg.errors import Where
from kg.errors import did_you_mean
from kg.errors import either
from kg.model import Claim
from kg.model import Evidence
from kg.model import Literal
from kg.model import Value
from kg.model import with_key
from kg.read.nodes import Fields
from kg.read.nodes import Items
from kg.read.nodes import Node
from kg.read.nodes import Scalar
from kg.read.nodes import expect_scalar
from kg.read.nodes import expect_scalars
from kg.read.schema import LINKS
from kg.read.schema import PROPOSITION
from kg.read.schema import Key
from kg.terms import Certainty
from kg.terms import Mode
from kg.terms import Ontology
from kg.terms import Polarity
from kg.terms import Rank
from kg.terms import TimeMode
from kg.when import EdtfError
from kg.when import When
from kg.when import parse

LINK_NAMES = {"because": "derived_from"}  # what curators write, what the ontology calls it
EDTF_HINT = "dates are EDTF: 2017-10-14, 2017-10, 2017-09-21/2017-09-30, ../2017"
TRIPLE = ("subject", "predicate", "object")
TIME_KEYS = ("when", "time_mode", "time_basis")  # one belongs to the other: overridden together
Choice = TypeVar("Choice", bound=StrEnum)
Settings = Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Located:
    """A claim with the places of its parts.

    Attributes:
        claim: the record; links are added when every claim is known.
        id: the curator's name for it, or "".
        where: its place.
        parts: places of ``subject``, ``predicate``, ``object``, ``when`` and other keys.
        links: pairs of link and the id it points to.
    """

    claim: Claim
    id: str
    where: Where
    parts: Mapping[str, Where]
    links: tuple[tuple[str, Scalar], ...]


def override(outer: Settings, inner: Settings) -> dict[str, Node]:
    """Lay inner settings over outer ones; a new ``when`` drops the outer time's mode and basis."""
    kept = {key: node for key, node in outer.items() if "when" not in inner or key not in TIME_KEYS}
    return {**kept, **inner}


def check_keys(fields: Fields, keys: Iterable[str], what: str, report: Report) -> None:
    """Report keys that the format doesn't know."""
    known = list(keys)
    for name, where in fields.keys.items():
        if name not in known:
            report.error(where, "unknown-key", f"{what} has no key {name}", did_you_mean(name, known))


def check_value(scalar: Scalar, key: Key, report: Report) -> bool:
    """Tell whether a text fits its key, after reporting why not."""
    if key.values and scalar.text not in key.values:
        hint = did_you_mean(scalar.text, key.values) or f"one of {either(key.values)}"
        report.error(scalar.where, "unknown-value", f"{key.name} can't be {scalar.text}", hint)
        return False
    if key.pattern and not re.fullmatch(key.pattern, scalar.text):
        message = f"{key.name} can't be “{scalar.text}”"
        several = [part.strip() for part in re.split("[,;>]", scalar.text)] if key.many else []
        listed = len(several) > 1 and all(re.fullmatch(key.pattern, part) for part in several)
        hint = f"several are a list: [{', '.join(several)}]" if listed else f"expected: {key.about} ({key.pattern})"
        report.error(scalar.where, "bad-value", message, hint)
        return False
    return True


class StatementReader:
    """Makes claims from settings, reporting what does not fit."""

    def __init__(self, terms: Ontology, keys: Mapping[str, Key], report: Report) -> None:
        self.terms = terms
        self.keys = keys
        self.report = report
        self.qualifiers = terms.qualifiers
        self.relations = terms.relations

    def read(self, settings: Settings, triple: Settings, evidence: tuple[Evidence, ...], where: Where) -> Located:
        """Make a claim from its settings and its proposition's three parts."""
        parts = {name: node.where for name, node in {**settings, **triple}.items()}
        subject, predicate, value = (self._part(triple, name) for name in TRIPLE)
        claim = Claim(
            key="",
            subject=subject,
            predicate=predicate,
            object=self._object(predicate, value),
            evidence=evidence,
            voices=tuple(scalar.text for scalar in self._many(settings, "voice")),
            mode=self._choice(settings, "mode", Mode.ASSERTED),
            certainty=self._choice(settings, "certainty", Certainty.CERTAIN),
            polarity=self._choice(settings, "polarity", Polarity.POSITIVE),
            when=self._when(settings),
            time_mode=self._choice(settings, "time_mode", TimeMode.WITHIN),
            time_basis=self._text(settings, "time_basis"),
            qualifiers=tuple(self._qualifiers(settings)),
            rank=self._choice(settings, "rank", Rank.NORMAL),
            rationale=self._text(settings, "rationale"),
            note=self._text(settings, "note"),
        )
        return Located(with_key(claim), self._text(settings, "id"), where, parts, tuple(self._links(settings)))

    def _part(self, triple: Settings, name: str) -> str:
        scalar = expect_scalar(triple.get(name), f"the {name}", self.report)
        if scalar is None or (name != "object" and not check_value(scalar, PROPOSITION[name], self.report)):
            return ""
        return scalar.text

    def _object(self, predicate: str, text: str) -> Value:
        relation = self.relations.get(predicate)
        if relation is not None and relation.is_literal:
            return Literal(text, relation.range[0].removeprefix("xsd:"))
        return text

    def _text(self, settings: Settings, name: str) -> str:
        scalar = expect_scalar(settings.get(name), name, self.report)
        if scalar is None or (name in self.keys and not check_value(scalar, self.keys[name], self.report)):
            return ""
        return " ".join(scalar.text.split())

    def _many(self, settings: Settings, name: str) -> Iterator[Scalar]:
        for scalar in expect_scalars(settings.get(name), name, self.report):
            if check_value(scalar, self.keys[name], self.report):
                yield scalar

    def _choice(self, settings: Settings, name: str, default: Choice) -> Choice:
        text = self._text(settings, name)
        return type(default)(text) if text else default

    def _when(self, settings: Settings) -> When | None:
        scalar = when_scalar(settings.get("when"), self.report)
        if scalar is None:
            return None
        try:
            return parse(scalar.text)
        except EdtfError as error:
            code = "end-before-start" if "before it starts" in error.reason else "bad-date"
            place = scalar.where
            at = Where(place.path, place.line, place.column + error.position, max(1, place.length - error.position))
            self.report.error(at, code, f"when: {error}", EDTF_HINT)
            return None

    def _qualifiers(self, settings: Settings) -> Iterator[tuple[str, Value]]:
        for name in sorted(set(settings) & set(self.qualifiers)):
            term = self.qualifiers[name]
            for scalar in expect_scalars(settings[name], name, self.report):
                if term.is_literal:
                    yield name, Literal(scalar.text, term.range[0].removeprefix("xsd:"))
                else:
                    yield name, scalar.text

    def _links(self, settings: Settings) -> Iterator[tuple[str, Scalar]]:
        for name in LINKS:
            for scalar in self._many(settings, name):
                yield LINK_NAMES.get(name, name), scalar


def when_scalar(node: Node | None, report: Report) -> Scalar | None:
    """Give the text of a ``when``; YAML reads an unquoted ``[a, b]`` as a list: join it again."""
    if isinstance(node, Items):
        members = expect_scalars(node, "when", report)
        return Scalar(f"[{','.join(member.text for member in members)}]", node.where)
    return expect_scalar(node, "when", report)
