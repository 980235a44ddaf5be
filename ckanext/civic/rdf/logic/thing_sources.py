"""Where statements come from: the datasets of graphs, as an anonymous visitor sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckan import model

from ckanext.civic.core import clock

from ..errors import StoreUnavailable
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from .anonymous import visible_dataset

MOST_SHOWN = 5
PAGE_GRAPHS = 100


@dataclass(frozen=True)
class Sources:
    """The datasets that say something: some of them, and how many others there are."""

    datasets: list[dict[str, Any]]
    more: int


def sources(graphs: Collection[str]) -> Sources:
    """Return the datasets of graphs, by name of the graph."""
    query = (
        model.Session.query(CivicRdfGraph.package_id)
        .filter(CivicRdfGraph.graph.in_(sorted(graphs)[:1000]))
        .filter(CivicRdfGraph.package_id.is_not(None))
        .order_by(CivicRdfGraph.graph)
    )
    ids = list(dict.fromkeys(id for (id,) in query))
    shown: list[dict[str, Any]] = []
    for count, id in enumerate(ids, start=1):
        dataset = visible_dataset(id)
        if dataset:
            shown.append(dataset)
        if len(shown) == MOST_SHOWN:
            return Sources(shown, len(ids) - count)
    return Sources(shown, 0)


def rows_graphs_below(address: str) -> list[str]:
    """Return the names of the rows graphs that start with ``address``, in order."""
    below = CivicRdfGraph.graph.startswith(address, autoescape=True)
    found = _readable().filter_by(kind="rows").filter(below).order_by(CivicRdfGraph.graph)
    return [name for (name,) in found.with_entities(CivicRdfGraph.graph)]


def readable_graph(name: str) -> CivicRdfGraph | None:
    """Return the graph of this name, when the store has it and it may be read.

    Raises StoreUnavailable while it is loaded.
    """
    row = model.Session.get(CivicRdfGraph, name)
    if row is not None and row.state == GraphState.LOADING:
        raise StoreUnavailable("This is being loaded just now.", advice="Ask again in a minute.")
    return _readable().filter_by(graph=name).first()


def readable_graphs_at(path: str) -> list[CivicRdfGraph]:
    """Return the graphs, of whatever portal, whose address is ``path`` there: at most ten."""
    ending = CivicRdfGraph.graph.endswith(path, autoescape=True)
    found = _readable().filter(ending).order_by(CivicRdfGraph.graph).limit(100)
    return [row for row in found if urlsplit(row.graph).path.endswith(path)][:10]


def readable_rows(names: Collection[str]) -> list[CivicRdfGraph]:
    """Return the graphs of these names, in order."""
    found = _readable().filter(CivicRdfGraph.graph.in_(list(names)))
    return found.order_by(CivicRdfGraph.graph).all()


def page_of_graphs(page: int) -> list[CivicRdfGraph]:
    """Return a page of the graphs in the store by name, and one more when there is a next page."""
    ordered = _readable().order_by(CivicRdfGraph.graph)
    return ordered.offset((page - 1) * PAGE_GRAPHS).limit(PAGE_GRAPHS + 1).all()


def validator(row: CivicRdfGraph) -> str:
    """Return what is another text whenever the graph is another one.

    While it is written it can be the old or the new one at any moment.
    """
    moment = clock.now().isoformat() if row.state == GraphState.WRITING else ""
    return f"{row.graph}\n{row.sha256}\n{moment}"


def _readable() -> Any:
    states = (GraphState.WRITTEN.value, GraphState.WRITING.value)
    known = model.Session.query(CivicRdfGraph).filter(CivicRdfGraph.state.in_(states))
    return known.filter(CivicRdfGraph.written_at.is_not(None))
