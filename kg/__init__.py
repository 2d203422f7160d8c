"""Evidence-backed knowledge graphs: curated claims, each tied to the sentence that supports it.

>>> import kg
>>> graph = kg.build(kg.read("seeds"))
>>> [row["place"] for row in graph.query("SELECT ?place { id:IS o:withdrew_from ?place } ORDER BY ?place")]
['id:Mayadeen', 'id:MuchOfISTerritoryDeirEzZorGovernorate']
"""

from pathlib import Path

from kg.check import check
from kg.errors import CorpusError
from kg.errors import KgError
from kg.errors import Problem
from kg.errors import QueryError
from kg.graph import Graph
from kg.model import Claim
from kg.model import Corpus
from kg.model import Document
from kg.model import Entity
from kg.model import Evidence
from kg.projection import Policy
from kg.read.corpus import read_draft

__version__ = "0.1.0"
__all__ = [
    "Claim",
    "Corpus",
    "CorpusError",
    "Document",
    "Entity",
    "Evidence",
    "Graph",
    "KgError",
    "Policy",
    "Problem",
    "QueryError",
    "build",
    "read",
]


def read(folder: str | Path, *, base: str | None = None) -> Corpus:
    """Read and check a corpus folder.

    Args:
        folder: the folder that holds ``corpus.yaml``.
        base: an IRI to use instead of the corpus's own, ending in ``/`` or ``#``.

    Raises:
        CorpusError: it has errors; ``problems`` lists all of them, and warnings.
        KgError: there is no corpus there.
    """
    draft = read_draft(Path(folder), base)
    problems = check(draft)
    if any(problem.is_error for problem in problems):
        raise CorpusError(problems)
    return draft.corpus


def build(corpus: Corpus, policy: Policy | str = Policy.DEFAULT) -> Graph:
    """Make a graph of a corpus: for questions, views and files.

    Args:
        corpus: from ``read``, or made from records.
        policy: which claims become plain edges: ``strict``, ``default`` or ``wide``.

    Raises:
        KgError: a folder's name was given instead of what is read from it.
    """
    if isinstance(corpus, str | Path):
        message = f"kg.build takes what kg.read gives: kg.build(kg.read({str(corpus)!r}))"
        raise KgError(message)
    return Graph(corpus, Policy(policy))
