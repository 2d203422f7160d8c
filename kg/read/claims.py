"""The claims of one document: entries in reading order, each a quote with its claims."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import Report
from kg.errors import Where
from kg.errors import did_you_mean
from kg.errors import either
from kg.model import Claimless
from kg.model import Document
from kg.model import Evidence
from kg.model import passage
from kg.read.anchor import anchor
from kg.read.nodes import Fields
from kg.read.nodes import Items
from kg.read.nodes import Node
from kg.read.nodes import Scalar
from kg.read.nodes import expect_fields
from kg.read.nodes import expect_items
from kg.read.nodes import expect_scalar
from kg.read.nodes import kind
from kg.read.schema import CLAIMLESS
from kg.read.schema import PASSAGE
from kg.read.schema import PROPOSITION
from kg.read.schema import SETTINGS
from kg.read.schema import SHAPES
from kg.read.schema import STATEMENT
from kg.read.schema import Key
from kg.read.statements import TRIPLE
from kg.read.statements import Located
from kg.read.statements import Settings
from kg.read.statements import StatementReader
from kg.read.statements import check_keys
from kg.read.statements import override
from kg.terms import Ontology
from kg.text import Text

WITH_OPTIONS = len(TRIPLE) + 1  # a tuple may end in a map of the claim's own settings


@dataclass(slots=True)
class DocumentClaims:
    """What one ``claims.yaml`` gives."""

    claims: list[Located]
    claimless: list[Claimless]


class ClaimsReader:
    """Reads the ``claims:`` of one document."""

    def __init__(self, document: Document, voice: Node | None, terms: Ontology, report: Report) -> None:
        self.document = document
        self.text = Text(document.text)
        self.report = report
        qualifiers = {name: Key(name, term.definition, many=True) for name, term in terms.qualifiers.items()}
        self.settings = {**SETTINGS, **qualifiers}
        self.statement = {**STATEMENT, **qualifiers}
        self.reasons = tuple(terms.of_kind("ClaimlessReason"))
        self.statements = StatementReader(terms, self.statement, report)
        self.outer: Settings = {} if voice is None else {"voice": voice}
        self.run: Settings = self.outer
        self.found = DocumentClaims([], [])

    def read(self, entries: Node | None) -> DocumentClaims:
        """Read every entry; problems are reported, and reading goes on."""
        for node in expect_items(entries, "claims", self.report):
            entry = expect_fields(node, "an entry", self.report)
            if entry is not None:
                self._entry(entry)
        return self.found

    def _entry(self, entry: Fields) -> None:
        if "defaults" in entry.fields:
            self._defaults(entry)
            return
        known = [*self.statement, *PASSAGE, *CLAIMLESS, "also", *SHAPES]
        check_keys(entry, known, "an entry", self.report)
        evidence = tuple(self._passages(entry))
        if "claimless" in entry.fields:
            self._claimless(entry, evidence)
            return
        shapes = [name for name in SHAPES if name in entry.fields]
        if len(shapes) != 1:
            found = f"this entry has {either(shapes)}" if shapes else "this entry makes no claim"
            hint = "say why with `claimless:`" if not shapes else "keep one of them"
            self.report.error(entry.where, "missing-claim", f"{found}: expected one of {either(SHAPES)}", hint)
            return
        own = {name: node for name, node in entry.fields.items() if name in self.statement or name == "quote"}
        settings = override(self.run, own)
        if shapes == ["claims"]:
            for node in expect_items(entry.fields["claims"], "claims", self.report):
                self._claim(node, settings, evidence)
        else:
            self._claim(Fields({shapes[0]: entry.fields[shapes[0]]}, {}, entry.where), settings, evidence)

    def _defaults(self, entry: Fields) -> None:
        check_keys(entry, ["defaults"], "a `defaults` entry", self.report)
        fields = expect_fields(entry.fields["defaults"], "defaults", self.report)
        if fields is not None:
            check_keys(fields, self.settings, "defaults", self.report)
            known = {name: node for name, node in fields.fields.items() if name in self.settings}
            self.run = override(self.outer, known)

    def _claim(self, node: Node, settings: Settings, evidence: tuple[Evidence, ...]) -> None:
        split = self._split(node)
        if split is None:
            return
        triple, own = split
        located = self.statements.read(override(settings, own), triple, evidence, node.where)
        self.found.claims.append(located)

    def _split(self, node: Node) -> tuple[Settings, Settings] | None:
        """Take a claim apart: the three parts of its proposition, and its own settings."""
        if isinstance(node, Items):
            return self._tuple(node)
        fields = expect_fields(node, "a claim", self.report)
        if fields is None:
            return None
        shape = next((name for name in ("claim", "not") if name in fields.fields), None)
        check_keys(fields, [*self.statement, *([shape] if shape else PROPOSITION)], "a claim", self.report)
        own = {name: value for name, value in fields.fields.items() if name in self.statement}
        if shape is None:
            return self._complete(fields, fields.where), own
        inner = self._split_tuple(fields.fields[shape])
        if inner is None:
            return None
        triple, options = inner
        denied = {"polarity": Scalar("negative", fields.where)} if shape == "not" else {}
        return triple, {**own, **options, **denied}

    def _split_tuple(self, node: Node) -> tuple[Settings, Settings] | None:
        if isinstance(node, Items):
            return self._tuple(node)
        self.report.error(node.where, "wrong-kind", f"a claim must be [subject, predicate, object], not {kind(node)}")
        return None

    def _tuple(self, node: Items) -> tuple[Settings, Settings] | None:
        if len(node.items) not in {len(TRIPLE), WITH_OPTIONS}:
            message = f"a claim has three parts [subject, predicate, object], this one has {len(node.items)}"
            self.report.error(node.where, "wrong-kind", message)
            return None
        triple = dict(zip(TRIPLE, node.items, strict=False))
        if len(node.items) < WITH_OPTIONS:
            return triple, {}
        options = expect_fields(node.items[-1], "the fourth part of a claim", self.report)
        if options is None:
            return None
        check_keys(options, self.statement, "a claim", self.report)
        return triple, {name: value for name, value in options.fields.items() if name in self.statement}

    def _complete(self, fields: Fields, where: Where) -> Mapping[str, Node]:
        for name in TRIPLE:
            if name not in fields.fields:
                self.report.error(where, "missing-key", f"this claim has no {name}")
        return {name: node for name, node in fields.fields.items() if name in TRIPLE}

    def _passages(self, entry: Fields) -> Iterator[Evidence]:
        if "quote" in entry.fields:
            yield from self._passage(entry)
        also = entry.fields.get("also")
        for node in also.items if isinstance(also, Items) else [also] if also is not None else []:
            if isinstance(node, Scalar):
                yield from self._passage(Fields({"quote": node}, {}, node.where))
            elif (fields := expect_fields(node, "a passage under `also`", self.report)) is not None:
                check_keys(fields, PASSAGE, "a passage", self.report)
                yield from self._passage(fields)

    def _passage(self, fields: Fields) -> Iterator[Evidence]:
        names = ("quote", "near", "occurrence")
        quote, near, nth = (expect_scalar(fields.fields.get(name), name, self.report) for name in names)
        span = None if quote is None else anchor(self.text, quote, near, nth, self.report)
        if span is not None:
            yield passage(self.document, span, self.text.context(span))

    def _claimless(self, entry: Fields, evidence: tuple[Evidence, ...]) -> None:
        extra = [name for name in SHAPES if name in entry.fields]
        if extra:
            message = f"an entry is claimless or has {either(extra)}, not both"
            self.report.error(entry.keys["claimless"], "claimless-with-claim", message)
        reason = expect_scalar(entry.fields["claimless"], "claimless", self.report)
        note = expect_scalar(entry.fields.get("note"), "note", self.report)
        if reason is not None and reason.text not in self.reasons:
            hint = did_you_mean(reason.text, self.reasons) or f"one of {either(self.reasons)}"
            self.report.error(reason.where, "unknown-value", f"claimless can't be {reason.text}", hint)
        elif reason is not None:
            text = note.text if note else ""
            self.found.claimless.extend(Claimless(one, reason.text, text) for one in evidence)
