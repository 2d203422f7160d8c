"""A corpus built: asked, selected, drawn, and written.

A graph is a corpus under a policy, or a selection of its claims. Everything is computed when it is
first asked for; nothing here is needed to stream a large corpus to files.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.excerpt import cut
from kg.finding import found
from kg.metrics import Measures
from kg.metrics import measures
from kg.model import Claim
from kg.model import Corpus
from kg.network import Network
from kg.network import network
from kg.paths import HOPS
from kg.paths import SHOWN
from kg.paths import Paths
from kg.paths import shortest
from kg.projection import Policy
from kg.rdf.dataset import blocks
from kg.rdf.dataset import quads
from kg.rdf.edges import Block
from kg.rdf.names import Names
from kg.stream.options import Options
from kg.timeline import Timeline
from kg.timeline import timeline

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pyoxigraph import Store
    from rdflib import Dataset

    from kg.query.answer import Answer
    from kg.stream.drawing import Drawing
    from kg.write import Written


class Graph:
    """An evidence-backed knowledge graph.

    Attributes:
        corpus: documents, entities and claims; in a selection, only the selected claims.
        policy: which claims become plain edges.
        notice: what a selection leaves out or adds, for its readers; empty where nothing.
        maybe: in a selection by time, keys of the claims that only may hold then.
        names: IRIs of the corpus.
        options: how files of networks are written.
        columns: numbers that files of networks give their nodes besides, by entity id: ``measures.columns``, say.
    """

    def __init__(
        self, corpus: Corpus, policy: Policy = Policy.DEFAULT, notice: str = "", maybe: frozenset[str] = frozenset()
    ) -> None:
        self.corpus = corpus
        self.policy = policy
        self.notice = notice
        self.maybe = maybe
        self.names = Names(corpus.base)
        self.columns: Mapping[str, Mapping[str, float]] = {}
        self.options = Options()

    def __repr__(self) -> str:
        """Give title and counts."""
        entities, claims = len(self.corpus.entities), len(self.corpus.claims)
        counts = f"{entities} {'entity' if entities == 1 else 'entities'}, {claims} claim{'' if claims == 1 else 's'}"
        return f"<kg.Graph {self.corpus.title!r}: {counts}>"

    def _repr_html_(self) -> str:
        """Show the network in a notebook, in a frame of its own; what is told below it stays where frames do not."""
        from kg.view.page import frame  # noqa: PLC0415

        return frame(self._page(), self.corpus.title, f"{self!r}")

    def blocks(self) -> Iterator[Block]:
        """Give the dataset block by block, in the order of the files."""
        return blocks(self.corpus, self.policy)

    def nquads(self) -> Iterator[str]:
        """Give the dataset as N-Quads text, in pieces of whole lines."""
        return quads(self.blocks(), self.names.graph)

    @cached_property
    def network(self) -> Network:
        """Nodes and edges as plain rows, one edge for each (subject, predicate, object)."""
        return network(self.corpus, self.policy, maybe=self.maybe)

    @cached_property
    def measures(self) -> Measures:
        """Degrees, betweenness, PageRank, communities and parts of the network, by entity."""
        return measures(self.network)

    @cached_property
    def drawing(self) -> "Drawing":
        """The network streamed, with places and looks: what files of nodes and edges are made from."""
        from kg.stream import Stream  # noqa: PLC0415  # what files alone need
        from kg.stream.drawing import Drawing  # noqa: PLC0415

        options = self.options
        return Drawing(Stream(self.corpus, self.policy, options.also, options.full, self.maybe), self.columns)

    @cached_property
    def store(self) -> "Store":
        """The dataset in a ``pyoxigraph.Store``, in memory."""
        return self._loaded()

    def _loaded(self) -> "Store":
        from kg.query.engine import load  # noqa: PLC0415

        return load("".join(self.nquads()).encode())

    @cached_property
    def rdflib(self) -> "Dataset":
        """The dataset as an ``rdflib.Dataset`` in rdflib's own memory, prefixes bound."""
        from rdflib import Dataset  # noqa: PLC0415

        dataset = Dataset()
        dataset.parse(data="".join(self.nquads()), format="nquads")
        return self._bound(dataset)

    def rdflib_on_oxigraph(self) -> "Dataset":
        """Give the dataset as an ``rdflib.Dataset`` whose queries Oxigraph answers: the same API, many times as fast.

        It is a copy: what is added to it does not change this graph. (https://pypi.org/project/oxrdflib/)

        Raises:
            ModuleNotFoundError: ``oxrdflib`` is not installed: ``pip install 'kg-explorer[oxrdflib]'``.
        """
        from oxrdflib import OxigraphStore  # noqa: PLC0415
        from rdflib import Dataset  # noqa: PLC0415

        return self._bound(Dataset(store=OxigraphStore(store=self._loaded())))

    def _bound(self, dataset: "Dataset") -> "Dataset":
        for prefix, namespace in self.names.prefixes.items():
            dataset.bind(prefix, namespace)
        return dataset

    def query(self, text: str) -> "Answer":
        """Answer a SPARQL query; the graph's prefixes are declared already.

        Raises:
            QueryError: the query is wrong, or asks for what is refused (SERVICE, updates).
        """
        from kg.query.engine import answer  # noqa: PLC0415
        from kg.query.request import Limits  # noqa: PLC0415
        from kg.query.request import Request  # noqa: PLC0415

        return answer(self.store, Request(text), self.names.prefixes, Limits())

    def doubts(self, text: str) -> list[str]:
        """Answer a query again, and give what a reader should know about the answer: why it is empty, what was meant.

        Raises:
            QueryError: as ``query`` does.
        """
        from kg.query.advice.advice import remarks  # noqa: PLC0415
        from kg.query.request import Request  # noqa: PLC0415

        empty = self.query(text).is_empty
        hints = remarks(self.store, Request(text), self.names.prefixes, empty=empty)
        return [hint.shown(text) for hint in hints]

    def ask(self, question: str, **values: str | date) -> "Answer":
        """Answer a stored question: ``graph.ask("control", place="Mayadeen", on="2017-10-20")``.

        Days may be given as ``datetime.date``.

        Raises:
            QueryError: there is no such question, or a value is missing or of the wrong form.
            UnknownNameError: a name that nothing has, or several things have.
        """
        from kg.query.stored.binding import bind  # noqa: PLC0415
        from kg.query.stored.questions import named  # noqa: PLC0415

        typed = {name: str(value) for name, value in values.items()}
        return self.query(bind(named(question), typed, self.names, self.query))

    def networkx(self, *, plain: bool = False) -> "MultiDiGraph[str]":
        """Give a ``networkx.MultiDiGraph`` of plain edges, keyed by predicate.

        Nodes are entity ids with ``label``, ``type``, ``types``, ``aliases``, ``latitude`` and
        ``longitude`` (or None), ``description``. Edges have ``label``, ``weight`` (number of independent
        voices), ``inferred``, ``unconfirmed``, ``only_may_hold`` (then, in a selection by time), ``claims``
        (``kg.model.Claim`` records), ``quotes`` and ``spells`` (pairs of dates).

        Args:
            plain: only texts, numbers and truth values instead, for every writer of networkx: the nodes (``id:…``),
                edges (keyed by their ids, with ``kind``) and columns of the files; lists as JSON in a text.
        """
        from kg.multigraph import with_records  # noqa: PLC0415
        from kg.multigraph import with_values  # noqa: PLC0415

        return with_values(self.drawing) if plain else with_records(self.network)

    def find(self, name: str) -> str:
        """Give the id of the entity that an id, a label or any spelling names.

        Raises:
            UnknownNameError: none has it, or several have; the message lists candidates.
        """
        return found(self.corpus, name)

    def paths(self, one: str, other: str, hops: int = HOPS, limit: int | None = SHOWN) -> Paths:
        """Find the shortest paths between two entities over plain edges, with a claim for every hop.

        Args:
            one: an id, a label or any spelling.
            other: the same of the other end.
            hops: the most hops that a path may have.
            limit: how many equally short paths are given; None for all.

        Raises:
            UnknownNameError: see ``find``.
        """
        return shortest(self.network, self.find(one), self.find(other), hops, limit)

    def timeline(self, name: str, first: date | None = None, last: date | None = None) -> Timeline:
        """Collect what is told of an entity, in order of time; facts and what is no fact stay apart.

        Args:
            name: an id, a label or any spelling.
            first: leave out what must have ended before this day.
            last: leave out what must have begun after this day.

        Raises:
            UnknownNameError: see ``find``.
        """
        return timeline(self.corpus, self.find(name), self.policy, first, last)

    def selected(  # noqa: PLR0913  # one argument a flag of the command line
        self,
        *,
        around: str | None = None,
        hops: int = 1,
        query: str | None = None,
        documents: Iterable[str] = (),
        on: str | date | None = None,
        types: Iterable[str] = (),
        policy: Policy | str | None = None,
    ) -> "Graph":
        """Select claims, with what they rest on: ``graph.selected(around="Mayadeen", hops=2, on="2017-10-20")``.

        Args and errors are those of ``kg.selection.Selection``; one document or type can stand alone, without a list.
        """
        from kg.selection import Selection  # noqa: PLC0415

        under = Policy(policy) if policy else None
        day = None if on is None else str(on)
        return Selection(around, hops, query, _several(documents), day, _several(types), under).of(self)

    def around(self, name: str, hops: int = 1) -> "Graph":
        """Select the claims among entities at most so many plain edges away from one.

        Raises:
            UnknownNameError: see ``find``.
        """
        return self.selected(around=name, hops=hops)

    def select(self, keep: Callable[[Claim], bool]) -> "Graph":
        """Give the graph of the claims that ``keep`` takes, and of those that they rest on."""
        claims = [claim for claim in self.corpus.claims if claim.key not in self.corpus.context and keep(claim)]
        return Graph(cut(self.corpus, claims), self.policy, self.notice, self.maybe)

    def to_html(self, path: str | Path) -> None:
        """Write the network view to a file: one page, offline."""
        from kg.write import write_file  # noqa: PLC0415

        write_file(Path(path), [self._page()])

    def _page(self) -> str:
        from kg.view.page import render  # noqa: PLC0415

        return render(self.network, title=self.corpus.title, notice=self.notice, policy=self.policy)

    def write(self, folder: str | Path, only: Iterable[str] = ()) -> "list[Written]":
        """Write every output file into a folder, or only some formats; whole or not at all.

        Raises:
            UnknownNameError: there is no such format.
            WriteError: the folder can't be written.
        """
        from kg.write import write_folder  # noqa: PLC0415

        return list(write_folder(self, Path(folder), only))


def _several(names: str | Iterable[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
