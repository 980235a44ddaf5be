"""Bring one dataset's graphs in the store in step with what an anonymous visitor sees.

Each step can be repeated: what is about to happen is committed first (``writing``, ``loading``,
``deleting``), then the store is asked, then the result is committed. A crash in between leaves the
outbox row, and the next flush does the step again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ckan import model

from .. import config
from ..errors import GraphRefused
from ..graphs.names import GraphNames, graph_names
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..stores import SparqlStore
from . import graph_table
from .anonymous import visible_dataset
from .descriptions import Description, Settled, settle_locked
from .lock import dataset_lock
from .wanted import RowsGraph


class Outcome(str, Enum):
    """What became of one graph."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class SmallGraph(Protocol):
    """A graph that fits into memory: N-Triples, how many, and their SHA-256 in hexadecimal."""

    @property
    def content(self) -> bytes: ...
    @property
    def quads(self) -> int: ...
    @property
    def sha256(self) -> str: ...


Outcomes = list[tuple[Outcome, int]]  # with the number of quads that were written or withdrawn


@dataclass
class Refreshed:
    """What became of a dataset's graphs, and the rows that are still to be written."""

    outcomes: Outcomes = field(default_factory=list)
    rows: RowsGraph | None = None


class MetaGraph:
    """A dataset's description as N-Triples."""

    kind = "meta"

    def __init__(self, description: Description) -> None:
        self.graph = description.graph
        self.content = description.ntriples
        self.quads = description.count
        self.sha256 = description.sha256


def refresh_dataset(package_id: str, store: SparqlStore | None) -> Refreshed:
    """Settle a dataset's description, then write, leave or withdraw its graphs. Commits.

    For one who holds the dataset's ``store_lock``. Rows that differ are not written but answered:
    they can take minutes. Without a store the description is all there is to do. Raises
    StoreUnavailable or StoreRejected once the description is settled.
    """
    with dataset_lock(package_id):
        settled = settle_locked(package_id)
    dataset = settled.seen.dataset
    if store is None:
        return Refreshed()
    if dataset is None:
        return Refreshed(_withdraw_all_but(package_id, set(), store))
    try:
        names = _names(package_id, settled)
    except GraphRefused as error:
        done = _withdraw_all_but(package_id, set(), store)
        graph_table.refuse(graph_table.unnamed(package_id), package_id, "meta", str(error))
        return Refreshed([*done, (Outcome.REFUSED, 0)])
    rows = RowsGraph(dataset, names)
    wanted = {names.meta} if rows.is_empty else {names.meta, names.rows}
    done = _withdraw_all_but(package_id, wanted, store)  # what was hidden comes back as it is now
    if settled.description:
        meta = MetaGraph(settled.description)
        done.append(put_graph(meta.graph, package_id, meta.kind, meta, store))
    if rows.is_empty:
        return Refreshed(done)
    stated = rows.stated_sha256
    if stated and graph_table.is_written(model.Session.get(CivicRdfGraph, rows.graph), stated):
        return Refreshed([*done, (Outcome.UNCHANGED, 0)])
    return Refreshed(done, rows)


def put_graph(
    graph: str, package_id: str | None, kind: str, content: SmallGraph, store: SparqlStore
) -> tuple[Outcome, int]:
    """Write a graph that is small enough for memory, unless the store has just this. Commits."""
    row = model.Session.get(CivicRdfGraph, graph)
    if graph_table.is_written(row, content.sha256):
        return Outcome.UNCHANGED, 0
    graph_table.begin(graph, package_id, kind)
    store.put(graph, content.content)
    graph_table.finish(graph, content.sha256, content.quads)
    return Outcome.WRITTEN, content.quads


def _names(package_id: str, settled: Settled) -> GraphNames:
    """Return what the dataset's graphs are called, once they are its own."""
    if settled.seen.refusal:
        raise settled.seen.refusal
    names = graph_names(settled.seen.dataset or {}, config.site())
    _take_over(package_id, names)
    return names


def _withdraw_all_but(package_id: str, wanted: set[str], store: SparqlStore) -> Outcomes:
    """Withdraw the dataset's graphs but the wanted ones that nobody has begun to withdraw."""
    rows = model.Session.query(CivicRdfGraph).filter_by(package_id=package_id).all()
    return [
        (Outcome.WITHDRAWN, graph_table.withdraw(row, store))
        for row in rows
        if row.graph not in wanted or row.state == GraphState.DELETING
    ]


def _take_over(package_id: str, names: GraphNames) -> None:
    """Take graphs over from a dataset that is gone; refuse those of one that is still there."""
    for graph in (names.rows, names.meta):
        row = model.Session.get(CivicRdfGraph, graph)
        if row is None or row.package_id == package_id:
            continue
        other = visible_dataset(row.package_id) if row.package_id else None
        if row.package_id is None or (other and _claims(other, graph)):
            raise GraphRefused(
                f"The graph {graph} belongs to another dataset ({row.package_id}).",
                advice="Rename one of the two, or correct the copy's origin.",
            )
        row.package_id, row.sha256 = package_id, None
        model.Session.commit()


def _claims(dataset: dict, graph: str) -> bool:
    try:
        names = graph_names(dataset, config.site())
    except GraphRefused:
        return False
    return graph in (names.rows, names.meta)
