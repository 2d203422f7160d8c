"""Whether build/ still says what its corpus says."""

from pathlib import Path

from kg.cli._common import corpus_folder
from kg.errors import KgError
from kg.query.source import of_files
from kg.rdf.names import Names
from kg.read.corpus import read_draft

WRITTEN = {".yaml", ".yml", ".txt"}  # what a corpus consists of
HEAD = 2**16  # bytes of a dataset in which its graphs are named


def is_stale(built: Path) -> bool:
    """Tell whether a built dataset is older than the corpus that a build here would read.

    A dataset of another corpus is never stale: nothing here can make it new.
    """
    root = corpus_folder(None)
    return _newest(root, built.parent) > built.stat().st_mtime_ns and _is_of(built, root)


def _newest(root: Path, leave_out: Path) -> int:
    outputs = leave_out.resolve()
    written = (path for path in root.rglob("*") if path.suffix in WRITTEN and path.is_file())
    return max((path.stat().st_mtime_ns for path in written if outputs not in path.resolve().parents), default=0)


def _is_of(built: Path, root: Path) -> bool:
    """Tell whether a dataset was built from a corpus: the same base, and a document of it unless it is here."""
    try:
        corpus = read_draft(root).corpus
    except KgError:
        return root == Path()
    names = Names(corpus.base)
    if of_files([built]).prefixes["o"] != names.prefixes["o"]:
        return False
    with built.open("rb") as file:
        head = file.read(HEAD).decode(errors="replace")
    return root == Path() or any(names.graph[name] in head for name in corpus.documents)
