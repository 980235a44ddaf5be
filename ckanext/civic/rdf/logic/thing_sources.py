"""Where statements come from: the datasets of graphs, as an anonymous visitor sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckan import model

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


def graphs_below(address: str, kind: str = "rows") -> list[CivicRdfGraph]:
    """Return the written graphs of a kind whose names start with ``address``, by name."""
    below = CivicRdfGraph.graph.startswith(address, autoescape=True)
    return _written().filter_by(kind=kind).filter(below).order_by(CivicRdfGraph.graph).all()


def written_graph(name: str) -> CivicRdfGraph | None:
    """Return the graph of this name, when it is in the store."""
    return _written().filter_by(graph=name).first()


def written_graphs_at(path: str) -> list[CivicRdfGraph]:
    """Return the graphs, of whatever portal, whose address is ``path`` there: at most ten."""
    ending = CivicRdfGraph.graph.endswith(path, autoescape=True)
    found = _written().filter(ending).order_by(CivicRdfGraph.graph).limit(100)
    return [row for row in found if urlsplit(row.graph).path.endswith(path)][:10]


def page_of_graphs(page: int) -> list[CivicRdfGraph]:
    """Return a page of the graphs in the store by name, and one more when there is a next page."""
    ordered = _written().order_by(CivicRdfGraph.graph)
    return ordered.offset((page - 1) * PAGE_GRAPHS).limit(PAGE_GRAPHS + 1).all()


def _written() -> Any:
    return model.Session.query(CivicRdfGraph).filter_by(state=GraphState.WRITTEN.value)
