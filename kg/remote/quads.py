"""A dataset in N-Quads, read line by line for sending: surveyed once, then cut into batches.

Only lines whose every part is known to be an IRI or a closed literal pass, so that none can end the
statement that it is sent in. Blank nodes do not pass: sent twice they would be two. (Ours has none.)
"""

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from hashlib import blake2b
from hashlib import sha256
from pathlib import Path

from kg.errors import RemoteError
from kg.rdf.spool import Spool
from kg.remote.words import shown

DEFAULT = ""  # stands for the default graph
RUN = 400_000  # digests held at once while distinct triples are counted: some 60 MB
_IRI = r'<[^<>"{}|^`\\\x00-\x20]+>'
_LITERAL = rf'"(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+"(?:\^\^{_IRI}|@[A-Za-z0-9-]+)?'
_LINE = re.compile(rf"[ \t]*({_IRI})[ \t]*({_IRI})[ \t]*({_IRI}|{_LITERAL})[ \t]*({_IRI})?[ \t]*\.[ \t]*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file holds.

    Attributes:
        digest: SHA-256 of its bytes.
        size: in bytes.
        graphs: distinct triples of each graph, by IRI; the empty name is the default graph.
    """

    digest: str
    size: int
    graphs: Mapping[str, int]


@dataclass(slots=True)
class Batch:
    """Some triples of a file, by graph.

    Attributes:
        end: the place in the file, in bytes, after them.
        triples: N-Triples statements without their dot, by graph.
        size: bytes, about.
    """

    end: int
    triples: dict[str, list[str]] = field(default_factory=dict)
    size: int = 0

    def __len__(self) -> int:
        """Give the number of triples."""
        return sum(map(len, self.triples.values()))

    def halves(self) -> "tuple[Batch, Batch]":
        """Give two batches of half the triples each."""
        pairs = [(graph, triple) for graph, held in self.triples.items() for triple in held]
        middle = len(pairs) // 2
        return _batch(pairs[:middle], self.end), _batch(pairs[middle:], self.end)


def survey(path: Path, tell: Callable[[int], None] = lambda _: None) -> Survey:
    """Read a file through, in bounded memory.

    Args:
        path: N-Quads or N-Triples, UTF-8.
        tell: called now and then with the bytes read.

    Raises:
        RemoteError: it can't be read, or a line can't be sent.
    """
    digest, size, counts = sha256(), 0, dict.fromkeys([DEFAULT], 0)
    with Spool(RUN) as spool:
        for end, line, graph, triple in _lines(path, 0):
            digest.update(line)
            size = end
            counts.setdefault(graph, 0)
            spool.add(f"{graph}\t{blake2b(triple.encode(), digest_size=12).hexdigest()}")
            tell(end)
        for line_of in spool.lines():
            counts[line_of.partition("\t")[0]] += 1
    return Survey(digest.hexdigest(), size, counts)


def batches(path: Path, start: int, size: int) -> Iterator[Batch]:
    """Cut a file into batches of about so many bytes, from a place in it on.

    Raises:
        RemoteError: it can't be read, or a line can't be sent.
    """
    batch = Batch(start)
    for end, line, graph, triple in _lines(path, start):
        if batch.size and batch.size + len(line) > size:
            yield batch
            batch = Batch(end)
        batch.triples.setdefault(graph, []).append(triple)
        batch.size += len(line)
        batch.end = end
    if batch.size:
        yield batch


def _batch(pairs: list[tuple[str, str]], end: int) -> Batch:
    batch = Batch(end)
    for graph, triple in pairs:
        batch.triples.setdefault(graph, []).append(triple)
    return batch


def _lines(path: Path, start: int) -> Iterator[tuple[int, bytes, str, str]]:
    """Give the place after each line, its bytes, its graph and its triple."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            end = start
            for line in file:
                end += len(line)
                text = line.decode().rstrip("\r\n")
                found = _LINE.fullmatch(text)
                if found is not None:
                    yield end, line, (found[4] or "")[1:-1], f"{found[1]} {found[2]} {found[3]}"
                elif text.strip() and not text.lstrip().startswith("#"):
                    message = (
                        f"{path}: this line can't be sent: expected IRIs, literals and a dot, and no blank node\n  "
                    )
                    raise RemoteError(message + shown(text))
    except (OSError, UnicodeDecodeError) as error:
        message = f"can't read {path}: {getattr(error, 'strerror', None) or 'is it N-Quads in UTF-8?'}"
        raise RemoteError(message) from error
