"""What of the store may be read at this moment, and whether that was still so afterwards.

A store holds more than may be read for as long as it has not deleted what was hidden, or has half
of a graph that is being loaded. As long as that is so, a query names every other graph; else it
asks all graphs, which is faster.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import IO, TypeVar

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core.http import Limits, Response

from .. import config
from ..errors import StoreUnavailable
from ..model import CivicRdfGraph
from ..model.graph import HIDDEN_STATES, GraphState
from ..sparql.graphs_named import graphs_named
from ..stores import SparqlStore, StoreAddresses
from .marks import load_number
from .withdrawals import withdraw_hidden

T = TypeVar("T")
Parameters = dict[str, list[str]]

ATTEMPTS = 4
_NOTHING = "urn:civic:nothing"  # a graph that no store has: an empty dataset


@dataclass(frozen=True)
class Reading:
    """The graphs that nobody may read, and the number of loads, at one moment."""

    hidden: frozenset[str]
    number: int

    @classmethod
    def now(cls) -> Reading:
        """Withdraw what was hidden, and return what still may not be read.

        Raises StoreUnavailable when there is no store, and DescriptionsBehind when it cannot be
        told what is hidden.
        """
        addresses()
        number = load_number()
        withdraw_hidden()
        query = sa.select(CivicRdfGraph.graph).where(CivicRdfGraph.state.in_(HIDDEN_STATES))
        return cls(frozenset(model.Session.scalars(query)), number)

    def is_still_true(self) -> bool:
        """Tell whether nothing was hidden, and no load begun, since."""
        later = Reading.now()
        return later.number == self.number and later.hidden <= self.hidden

    def parameters(
        self,
        query: str = "",
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        names_graphs: bool = False,
    ) -> Parameters:
        """Return the request parameters with which a query reads what may be read.

        ``default_graphs`` and ``named_graphs`` are those that the request names; ``names_graphs``
        that the text of ``query`` does (FROM, FROM NAMED). The request's win.

        Source: SPARQL 1.1 Protocol, 2.1.4 (specifying an RDF dataset).
        """
        if not self.hidden:
            given = {"default-graph-uri": default_graphs, "named-graph-uri": named_graphs}
            if default_graphs or named_graphs:
                return {name: list(graphs) for name, graphs in given.items() if graphs}
            union = config.union_parameter()
            return {union[0]: [union[1]]} if union and not names_graphs else {}
        if default_graphs or named_graphs:
            return self._dataset(default_graphs, named_graphs)
        if names_graphs:
            return self._dataset(*_of_text(query))
        every = visible_graphs()
        return self._dataset(every, every)

    def _dataset(self, default_graphs: Collection[str], named: Collection[str]) -> Parameters:
        """Return a dataset of those graphs that may be read, which can be an empty one."""
        default = [graph for graph in default_graphs if graph not in self.hidden]
        return {
            "default-graph-uri": default or [_NOTHING],
            "named-graph-uri": [graph for graph in named if graph not in self.hidden] or [_NOTHING],
        }


def addresses() -> StoreAddresses:
    """Return where the store is; raises StoreUnavailable when there is none."""
    found = config.store_addresses()
    if found is None:
        raise StoreUnavailable(
            "This portal has no quad store.", advice="Set ckanext.civic.rdf.store_query_url."
        )
    return found


def visible_graphs() -> list[str]:
    """Return the names of the graphs that anybody may read, in order."""
    hidden = (*HIDDEN_STATES, GraphState.REFUSED.value)
    query = sa.select(CivicRdfGraph.graph).where(CivicRdfGraph.state.not_in(hidden))
    return sorted(model.Session.scalars(query))


def read_whole(ask: Callable[[Reading], T], *, drop: Callable[[T], object] | None = None) -> T:
    """Return ``ask``'s answer, which it must have read to its end, once nothing changed meanwhile.

    ``drop`` is given an answer that may not be shown. Raises StoreUnavailable when graphs keep
    coming and going, and whatever ``ask`` raises.
    """
    reading = Reading.now()
    for _ in range(ATTEMPTS):
        answer = ask(reading)
        later = Reading.now()
        if later.number == reading.number and later.hidden <= reading.hidden:
            return answer
        if drop:
            drop(answer)
        reading = later
    raise StoreUnavailable("Graphs are being loaded just now.", advice="Ask again in a moment.")


class ReaderStore(SparqlStore):
    """A store of which only what may be read is read. Use it for one request."""

    def query(
        self,
        query: str,
        *,
        accept: str,
        parameters: Parameters | None = None,
        limits: Limits | None = None,
    ) -> Response:
        """Run a query that names no graphs outside of ``GRAPH``; see SparqlStore."""
        named = parameters or {}
        ask = super().query

        def asked(reading: Reading) -> Response:
            dataset = reading.parameters(
                default_graphs=named.get("default-graph-uri", ()),
                named_graphs=named.get("named-graph-uri", ()),
            )
            return ask(query, accept=accept, parameters=dataset, limits=limits)

        return read_whole(asked)

    def get(self, graph: str, *, accept: str, limits: Limits | None = None) -> Response | None:
        """Return a graph that may be read; see SparqlStore."""
        get = super().get

        def asked(reading: Reading) -> Response | None:
            return None if graph in reading.hidden else get(graph, accept=accept, limits=limits)

        return read_whole(asked)

    def copy(self, graph: str, file: IO[bytes], *, accept: str = "application/n-triples") -> bool:
        """Copy a graph that may be read; see SparqlStore."""
        copy = super().copy

        def asked(reading: Reading) -> bool:
            file.seek(0)
            file.truncate()
            return graph not in reading.hidden and copy(graph, file, accept=accept)

        return read_whole(asked)


def _of_text(query: str) -> tuple[list[str], list[str]]:
    found = graphs_named(query)
    if found is None:
        raise StoreUnavailable(
            "A graph is being loaded, and what this query names cannot be told.",
            advice="Ask again in a minute, or without FROM.",
        )
    return found


def reader_store(limits: Limits | None = None) -> ReaderStore:
    """Return the store for one request, after what was hidden was withdrawn.

    Raises StoreUnavailable and DescriptionsBehind.
    """
    Reading.now()
    return ReaderStore(addresses(), query_limits=limits)
