"""Passages and documents as columns: every character of a text is stored once, whatever quotes it."""

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np

from kg.model import Claimless
from kg.model import Corpus
from kg.model import Document
from kg.model import Evidence
from kg.view.harmless import closed
from kg.view.pack import Pack
from kg.view.pack import encode

MARK, FOLLOWS = 0xC0, 0x80  # a byte of UTF-8 that begins no character


class Passages:
    """The passages that a corpus's claims rest on, in the order of documents and their texts.

    Attributes:
        keys: of the passages of all claims, one claim after another.
        by_document: the passages of each document, each once.
        number: of each passage, by its key.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        every = [passage for claim in corpus.claims for passage in claim.evidence]
        self.keys = [passage.key for passage in every]
        self.by_document: dict[str, list[Evidence]] = {name: [] for name in corpus.documents}
        for passage in dict(zip(self.keys, every, strict=True)).values():
            self.by_document[passage.document].append(passage)
        for passages in self.by_document.values():
            passages.sort(key=attrgetter("start", "end", "key"))
        self.declared: dict[str, list[Claimless]] = {}
        for one in corpus.claimless:
            self.declared.setdefault(one.passage.document, []).append(one)
        ordered = chain.from_iterable(self.by_document.values())
        self.number = {passage.key: place for place, passage in enumerate(ordered)}

    def add(self, pack: Pack, *, texts: bool) -> tuple[list[dict[str, Any]], list[bytes]]:
        """Add the passages, and give the documents as JSON, and the texts that both point into."""
        told = _Told()
        documents = []
        for name, passages in self.by_document.items():
            document = self.corpus.documents[name]
            place = told.whole(document, passages) if texts else told.alone(passages)
            documents.append({**self._about(document), "bytes": place})
        told.add(pack)
        counts = list(map(len, self.by_document.values()))
        pack.numbers("passages.document", np.repeat(np.arange(len(counts)), counts))
        return documents, told.blob

    def _about(self, document: Document) -> dict[str, Any]:
        publisher = self.corpus.entities.get(document.publisher)
        declared = self.declared.get(document.id, ())
        label = self.corpus.ontology.label
        return {
            "id": document.id,
            "title": closed(document.title),
            "issued": str(document.issued),
            "publisher": closed(publisher.label if publisher else document.publisher),
            "language": document.language,
            "rights": closed(document.rights),
            "sha256": document.sha256,
            "length": len(document.text),
            "claimless": [[one.passage.start, one.passage.end, label(one.reason)] for one in declared],
        }


class _Told:
    """Texts as one blob, and where in it passages lie with what stands around them.

    Places are told by how far they are from where one would expect them: a passage begins where the one
    before it ends, and a character is a byte. So most numbers are small, and many are 0.
    """

    def __init__(self) -> None:
        self.blob: list[bytes] = []
        self.size = 0
        self.places: list[int] = []  # six of each: where it begins and ends, in characters and in bytes,
        # and how many bytes of what stands before and after it are told with it

    def whole(self, document: Document, passages: Iterable[Evidence]) -> list[int]:
        """Add a whole text; give where it begins and ends."""
        base = self.size
        text = document.text
        place = None if text.isascii() else _bytes(text)
        self._append(encode(text))
        end = self.size
        for one in passages:
            start, stop = one.start, one.end
            left, right = max(start - len(one.prefix), 0), stop + len(one.suffix)
            if text[left:right] != f"{one.prefix}{one.exact}{one.suffix}":
                self._alone(one)
            elif place is None:
                self.places += (start, stop, base + start, base + stop, start - left, right - stop)
            else:
                at, until = place[start], place[stop]
                self.places += (start, stop, base + at, base + until, at - place[left], place[right] - until)
        return [base, end]

    def alone(self, passages: Iterable[Evidence]) -> list[int]:
        """Add passages and what stands around them, but no text; give nothing."""
        for one in passages:
            self._alone(one)
        return []

    def _alone(self, passage: Evidence) -> None:
        prefix, exact, suffix = (encode(text) for text in (passage.prefix, passage.exact, passage.suffix))
        at = self.size + len(prefix)
        self.places += (passage.start, passage.end, at, at + len(exact), len(prefix), len(suffix))
        self._append(prefix + exact + suffix)

    def _append(self, data: bytes) -> None:
        self.blob.append(data)
        self.size += len(data)

    def add(self, pack: Pack) -> None:
        """Add the columns."""
        start, end, at, until, before, after = np.array(self.places, np.int64).reshape(-1, 6).T
        gap = start - np.concatenate([[0], end[:-1]])[: len(start)]
        pack.numbers("passages.gap", gap)
        pack.numbers("passages.length", end - start)
        pack.numbers("passages.drift", at - np.concatenate([[0], until[:-1]])[: len(at)] - gap)
        pack.numbers("passages.more", until - at - (end - start))
        pack.numbers("passages.prefix", before)
        pack.numbers("passages.suffix", after)


def _bytes(text: str) -> list[int]:
    """Give the byte at which each code point of a text begins in UTF-8, and at the end its length."""
    data = np.frombuffer(encode(text), np.uint8)
    return [*np.flatnonzero((data & MARK) != FOLLOWS).tolist(), len(data)]
