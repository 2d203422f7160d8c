"""A corpus folder → a draft: its records, the places they stand, and the problems met on the way."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import KgError
from kg.errors import Problem
from kg.errors import Report
from kg.errors import Where
from kg.imprint import Imprint
from kg.model import Claimless
from kg.model import Corpus
from kg.model import Document
from kg.model import by_id
from kg.read.claims import ClaimsReader
from kg.read.claims import DocumentClaims
from kg.read.entities import LocatedEntity
from kg.read.entities import read_entities
from kg.read.files import Folder
from kg.read.links import resolve
from kg.read.nodes import Fields
from kg.read.nodes import Node
from kg.read.nodes import Scalar
from kg.read.nodes import compose
from kg.read.nodes import expect_fields
from kg.read.nodes import expect_scalar
from kg.read.nodes import expect_scalars
from kg.read.schema import CORPUS
from kg.read.schema import DOCUMENT
from kg.read.schema import Key
from kg.read.statements import Located
from kg.read.statements import check_keys
from kg.read.statements import check_value
from kg.terms import BASE
from kg.terms import Ontology
from kg.terms import ontology

CORPUS_FILE = "corpus.yaml"
ENTITIES_FILE = "entities.yaml"
CLAIMS_FILE = "claims.yaml"
DOCUMENTS = f"a document is a folder with text.txt and {CLAIMS_FILE}, which begins with `document:`"
NO_HINTS: Mapping[str, str] = {}
PLAIN_TEXTS = ("id", "title", "publisher", "rights", "original_file")  # of a document's head


@dataclass(frozen=True, slots=True)
class Draft:
    """A corpus as read, sound or not.

    Attributes:
        corpus: the records; trust them only if no problem is an error.
        claims: the claims with their places.
        entities: the entities with their places, by id.
        documents: the place of each document's head, by id.
        sources: text of every file read, by the path that problems show.
        problems: what reading found; checks find more.
        own_terms: the corpus's own Turtle file, if it has one.
    """

    corpus: Corpus
    claims: tuple[Located, ...]
    entities: Mapping[str, LocatedEntity]
    documents: Mapping[str, Fields]
    sources: Mapping[str, str]
    problems: tuple[Problem, ...]
    own_terms: tuple[Path, ...]


def is_corpus(folder: Path) -> bool:
    """Tell whether a folder is a corpus: it has a ``corpus.yaml``."""
    return (folder / CORPUS_FILE).is_file()


def read_draft(root: Path, base: str | None = None) -> Draft:
    """Read a corpus folder; everything wrong with it is among the draft's problems.

    Args:
        root: the folder that holds ``corpus.yaml``.
        base: an IRI to use instead of the corpus's own base.

    Raises:
        KgError: there is no such folder, or it is no corpus.
    """
    if not is_corpus(root):
        raise KgError(_no_corpus(root))
    return _CorpusReader(root).read(base)


def _no_corpus(root: Path) -> str:
    if not root.exists():
        return f"there is no folder {root}"
    if root.is_file():
        return f"{root} is a file: a corpus is a folder that holds {CORPUS_FILE}"
    near = [folder for folder in (root.resolve().parent, *sorted(root.glob("*/"))) if is_corpus(folder)]
    hint = f"did you mean {near[0]}?" if near else f"beside it stand {ENTITIES_FILE} and a folder for each document"
    return f"{root} is not a corpus: it has no {CORPUS_FILE}; {hint}"


class _CorpusReader:
    def __init__(self, root: Path) -> None:
        self.report = Report()
        self.folder = Folder(root, self.report)
        self.root = root
        self.heads: dict[str, Fields] = {}

    def read(self, base: str | None) -> Draft:
        head = self._fields(CORPUS_FILE, CORPUS, "corpus.yaml") or Fields({}, {}, Where(CORPUS_FILE))
        own_terms = tuple(self._own_terms(head))
        own_base = self._text(head, CORPUS, "base") or BASE
        terms = self._ontology(own_terms, own_base)
        located = {item.entity.id: item for item in read_entities(self._node(ENTITIES_FILE), terms, self.report)}
        drafts = [draft for path in self._document_files() if (draft := self._document(path, terms))]
        claims = resolve([claim for _, found in drafts for claim in found.claims], self.report)
        corpus = Corpus(
            title=self._text(head, CORPUS, "title"),
            base=base or own_base,
            ontology=terms,
            documents=by_id(document for document, _ in drafts),
            entities=by_id(item.entity for item in located.values()),
            claims=tuple(item.claim for item in claims),
            claimless=tuple(_claimless(drafts)),
            imprint=self._imprint(head),
        )
        problems = tuple(self.report.problems)
        return Draft(corpus, tuple(claims), located, self.heads, self.folder.sources, problems, own_terms)

    def _imprint(self, head: Fields) -> Imprint:
        curators = expect_scalars(head.fields.get("curators"), "curators", self.report)
        names = tuple(" ".join(scalar.text.split()) for scalar in curators)
        return Imprint(names, self._day(head, CORPUS, "curated"), self._text(head, CORPUS, "license"))

    def _own_terms(self, head: Fields) -> Iterator[Path]:
        name = expect_scalar(head.fields.get("ontology"), "ontology", self.report)
        if name is not None and self.folder.read(name.text, name.where) is not None:
            yield self.root / name.text

    def _ontology(self, own_terms: tuple[Path, ...], base: str) -> Ontology:
        try:
            return ontology(*own_terms, base=base)
        except SyntaxError as error:
            where = Where(own_terms[0].name, error.lineno or 1, error.offset or 1)
            self.report.error(where, "turtle-syntax", f"not valid Turtle: {error.msg}")
            return ontology()

    def _node(self, path: str, missing: Where | None = None) -> Node | None:
        read = self.folder.read(path, missing)
        return None if read is None else compose(path, read[0], self.report)

    def _fields(self, path: str, keys: Mapping[str, Key], what: str) -> Fields | None:
        fields = expect_fields(self._node(path), what, self.report)
        if fields is not None:
            self._check(fields, keys, what)
        return fields

    def _check(self, fields: Fields, keys: Mapping[str, Key], what: str, hints: Mapping[str, str] = NO_HINTS) -> None:
        check_keys(fields, keys, what, self.report)
        for key in keys.values():
            if key.required and fields.lacks(key.name):
                where, hint = fields.keys.get(key.name, fields.where), hints.get(key.name, key.about)
                self.report.error(where, "missing-key", f"{what} has no {key.name}", hint)

    def _text(self, fields: Fields, keys: Mapping[str, Key], name: str) -> str:
        scalar = expect_scalar(fields.fields.get(name), name, self.report)
        if scalar is None or not check_value(scalar, keys[name], self.report):
            return ""
        return " ".join(scalar.text.split())

    def _document_files(self) -> Iterator[str]:
        paths = sorted(path for path in self.root.glob(f"*/{CLAIMS_FILE}"))
        if not paths:
            where = Where(CORPUS_FILE)
            self.report.error(where, "no-documents", f"no folder of this corpus holds a {CLAIMS_FILE}", DOCUMENTS)
        yield from (path.relative_to(self.root).as_posix() for path in paths)

    def _document(self, path: str, terms: Ontology) -> tuple[Document, DocumentClaims] | None:
        root = expect_fields(self._node(path), path, self.report)
        if root is None:
            return None
        check_keys(root, ["document", "claims"], path, self.report)
        head = expect_fields(root.fields.get("document"), "document", self.report)
        if head is None:
            self.report.error(root.where, "missing-key", f"{path} has no `document:`")
            return None
        self._check(head, DOCUMENT, "document", self._hash(head, path))
        document = self._record(head, path)
        if document is None:
            return None
        self.heads[document.id] = head
        reader = ClaimsReader(document, head.fields.get("voice"), terms, self.report)
        return document, reader.read(root.fields.get("claims"))

    def _hash(self, head: Fields, path: str) -> dict[str, str]:
        name = head.fields.get("text")
        if not isinstance(name, Scalar):
            return {}
        read = Folder(self.root, Report()).read(f"{path.rpartition('/')[0]}/{name.text}")
        return {"sha256": f"that of {name.text} is {read[1]}"} if read else {}

    def _record(self, head: Fields, path: str) -> Document | None:
        name = expect_scalar(head.fields.get("text"), "text", self.report)
        if name is None:
            return None
        file = f"{path.rpartition('/')[0]}/{name.text}"
        read = self.folder.read(file, name.where)
        issued = self._day(head, DOCUMENT, "issued")
        if read is None or issued is None:
            return None
        self._check_folder(head, path)
        texts = {key: self._text(head, DOCUMENT, key) for key in PLAIN_TEXTS}
        return Document(
            text=read[0],
            sha256=read[1],
            file=file,
            issued=issued,
            authors=self._ids(head, "author"),
            interviewers=self._ids(head, "interviewer"),
            interviewees=self._ids(head, "interviewee"),
            language=self._text(head, DOCUMENT, "language") or "en",
            **texts,
        )

    def _ids(self, head: Fields, name: str) -> tuple[str, ...]:
        scalars = expect_scalars(head.fields.get(name), name, self.report)
        return tuple(scalar.text for scalar in scalars if check_value(scalar, DOCUMENT[name], self.report))

    def _day(self, fields: Fields, keys: Mapping[str, Key], name: str) -> date | None:
        text = self._text(fields, keys, name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            self.report.error(fields.fields[name].where, "bad-date", f"{name}: {text}: {error}")
            return None

    def _check_folder(self, head: Fields, path: str) -> None:
        identifier = self._text(head, DOCUMENT, "id")
        folder = path.partition("/")[0]
        if identifier and identifier != folder:
            message = f"document {identifier} stands in folder {folder}: both must have one name"
            self.report.error(head.fields["id"].where, "bad-id", message)


def _claimless(drafts: list[tuple[Document, DocumentClaims]]) -> Iterator[Claimless]:
    for _, found in drafts:
        yield from found.claimless
