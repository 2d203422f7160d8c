"""Passages and documents as columns: every character of a text is stored once, whatever quotes it."""

from typing import Any

import numpy as np

from kg.model import Corpus
from kg.model import Document
from kg.model import Evidence
from kg.view.pack import Pack
from kg.view.pack import encode

MARK, FOLLOWS = 0xC0, 0x80  # a byte of UTF-8 that begins no character


class Passages:
    """The passages that a corpus's claims rest on, in the order of documents and their texts."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.documents = list(corpus.documents)
        number = {name: place for place, name in enumerate(self.documents)}
        found = {passage.key: passage for claim in corpus.claims for passage in claim.evidence}
        self.passages = sorted(found.values(), key=lambda one: (number[one.document], one.start, one.end, one.key))
        self._number = {passage.key: place for place, passage in enumerate(self.passages)}
        self._document = number

    def number(self, passage: Evidence) -> int:
        """Give a passage's number."""
        return self._number[passage.key]

    def add(self, pack: Pack, *, texts: bool) -> list[dict[str, Any]]:
        """Add the passages and the texts, and give the documents as JSON."""
        by_document: dict[str, list[Evidence]] = {name: [] for name in self.documents}
        for passage in self.passages:
            by_document[passage.document].append(passage)
        told = _Told()
        documents = []
        for name, passages in by_document.items():
            document = self.corpus.documents[name]
            place = told.whole(document, passages) if texts else told.alone(passages)
            documents.append({**self._about(document), "bytes": place})
        told.add(pack)
        pack.numbers("passages.document", [self._document[one.document] for one in self.passages])
        pack.numbers("passages.start", [one.start for one in self.passages], rising=True)
        pack.numbers("passages.length", [one.end - one.start for one in self.passages])
        return documents

    def _about(self, document: Document) -> dict[str, Any]:
        publisher = self.corpus.entities.get(document.publisher)
        declared = [one for one in self.corpus.claimless if one.passage.document == document.id]
        label = self.corpus.ontology.label
        return {
            "id": document.id,
            "title": document.title,
            "issued": str(document.issued),
            "publisher": publisher.label if publisher else document.publisher,
            "language": document.language,
            "rights": document.rights,
            "sha256": document.sha256,
            "length": len(document.text),
            "claimless": [[one.passage.start, one.passage.end, label(one.reason)] for one in declared],
        }


class _Told:
    """Texts as one blob, and where in it passages lie with what stands around them, in bytes."""

    def __init__(self) -> None:
        self.blob: list[bytes] = []
        self.size = 0
        self.places: list[tuple[int, int, int, int]] = []  # begin, prefix, exact, suffix

    def whole(self, document: Document, passages: list[Evidence]) -> list[int]:
        """Add a whole text; give where it begins and ends."""
        begin = self.size
        text = document.text
        places = _bytes(text)
        self._append(encode(text))
        end = self.size
        for one in passages:
            left, right = max(one.start - len(one.prefix), 0), min(one.end + len(one.suffix), len(text))
            if text[left:right] == f"{one.prefix}{one.exact}{one.suffix}":
                at, start, stop, after = places[[left, one.start, one.end, right]].tolist()
                self.places.append((begin + at, start - at, stop - start, after - stop))
            else:
                self._alone(one)
        return [begin, end]

    def alone(self, passages: list[Evidence]) -> list[int]:
        """Add passages and what stands around them, but no text; give nothing."""
        for one in passages:
            self._alone(one)
        return []

    def _alone(self, passage: Evidence) -> None:
        prefix, exact, suffix = (encode(text) for text in (passage.prefix, passage.exact, passage.suffix))
        self.places.append((self.size, len(prefix), len(exact), len(suffix)))
        self._append(prefix + exact + suffix)

    def _append(self, data: bytes) -> None:
        self.blob.append(data)
        self.size += len(data)

    def add(self, pack: Pack) -> None:
        """Add the columns."""
        begin, *lengths = zip(*self.places, strict=True) if self.places else ((), (), (), ())
        pack.numbers("passages.at", begin, rising=True)
        for name, column in zip(("prefix", "exact", "suffix"), lengths, strict=True):
            pack.numbers(f"passages.{name}", column)
        pack.blob("texts", b"".join(self.blob))


def _bytes(text: str) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Give the byte at which each code point of a text begins in UTF-8, and at the end its length."""
    if text.isascii():
        return np.arange(len(text) + 1)
    data = np.frombuffer(encode(text), np.uint8)
    return np.append(np.flatnonzero((data & MARK) != FOLLOWS), len(data))
