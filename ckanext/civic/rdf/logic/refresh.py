"""Bring one dataset's graphs in the store in step with what an anonymous visitor sees.

Each step can be repeated: what is about to happen is committed first (``writing``, ``deleting``),
then the store is asked, then the result is committed. A crash in between leaves the outbox row,
and the next flush does the step again.
"""

from __future__ import annotations

import tempfile
from enum import Enum
from pathlib import Path
from typing import Protocol

from ckan import model

from ckanext.civic.core import clock

from .. import config
from ..errors import GraphRefused
from ..graphs.names import GraphNames, graph_names
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..stores import GraphFile, SparqlStore
from .anonymous import visible_dataset
from .descriptions import Description, settle_locked
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


class MetaGraph:
    """A dataset's description as N-Triples."""

    kind = "meta"

    def __init__(self, description: Description) -> None:
        self.graph = description.graph
        self.content = description.ntriples
        self.quads = description.count
        self.sha256 = description.sha256


def refresh_dataset(package_id: str, store: SparqlStore | None) -> Outcomes:
    """Settle a dataset's description, then write, leave or withdraw each of its graphs. Commits.

    Without a store the description is all there is to do. Raises RowsUnavailable after everything
    else was done, and StoreUnavailable or StoreRejected once the description is settled.
    """
    with dataset_lock(package_id):
        settled = settle_locked(package_id)
        dataset = settled.seen.dataset
        if store is None:
            return []
        if dataset is None:
            return _withdraw_all_but(package_id, set(), store)
        try:
            if settled.seen.refusal:
                raise settled.seen.refusal
            names = graph_names(dataset, config.site())
            wanted = _wanted(dataset, names)
            _take_over(package_id, names)
        except GraphRefused as error:
            done = _withdraw_all_but(package_id, set(), store)
            _refuse(_unnamed(package_id), package_id, "meta", str(error))
            return [*done, (Outcome.REFUSED, 0)]
        done = _withdraw_all_but(package_id, wanted, store)
        if settled.description:
            meta = MetaGraph(settled.description)
            done.append(put_graph(meta.graph, package_id, meta.kind, meta, store))
        if names.rows in wanted:
            done.append(_put_rows(RowsGraph(dataset, names), package_id, store))
        return done


def put_graph(
    graph: str, package_id: str | None, kind: str, content: SmallGraph, store: SparqlStore
) -> tuple[Outcome, int]:
    """Write a graph that is small enough for memory, unless the store has just this. Commits."""
    row = model.Session.get(CivicRdfGraph, graph)
    if _is_written(row, content.sha256):
        return Outcome.UNCHANGED, 0
    row = _begin(graph, package_id, kind)
    store.put(graph, content.content)
    _finish(row, content.sha256, content.quads)
    return Outcome.WRITTEN, content.quads


def withdraw(row: CivicRdfGraph, store: SparqlStore) -> int:
    """Delete a graph from the store and from the table; answer how many quads it had. Commits."""
    quads = row.quads if row.state != GraphState.REFUSED else 0
    row.state = GraphState.DELETING.value
    model.Session.commit()
    if not row.graph.startswith(_UNNAMED):
        store.delete(row.graph)
    model.Session.delete(row)
    model.Session.commit()
    return quads


def _wanted(dataset: dict, names: GraphNames) -> set[str]:
    rows = RowsGraph(dataset, names)
    return {names.meta} if rows.is_empty else {names.meta, names.rows}


def _withdraw_all_but(package_id: str, wanted: set[str], store: SparqlStore) -> Outcomes:
    rows = model.Session.query(CivicRdfGraph).filter_by(package_id=package_id).all()
    return [(Outcome.WITHDRAWN, withdraw(row, store)) for row in rows if row.graph not in wanted]


def _put_rows(rows: RowsGraph, package_id: str, store: SparqlStore) -> tuple[Outcome, int]:
    row = model.Session.get(CivicRdfGraph, rows.graph)
    stated = rows.stated_sha256
    if stated and _is_written(row, stated):
        return Outcome.UNCHANGED, 0
    with tempfile.TemporaryDirectory(prefix="civic-rdf-") as folder:
        try:
            checked, sha256 = rows.fetch(Path(folder))
        except GraphRefused as error:
            if row is not None:  # what the file said before is no longer published either
                withdraw(row, store)
            _refuse(rows.graph, package_id, rows.kind, str(error))
            return Outcome.REFUSED, 0
        if _is_written(row, sha256):
            return Outcome.UNCHANGED, 0
        row = _begin(rows.graph, package_id, rows.kind)
        store.put(rows.graph, GraphFile(checked.path))
        _finish(row, sha256, checked.quads)
        return Outcome.WRITTEN, checked.quads


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


def _is_written(row: CivicRdfGraph | None, sha256: str) -> bool:
    return row is not None and row.state == GraphState.WRITTEN and row.sha256 == sha256


def _begin(graph: str, package_id: str | None, kind: str) -> CivicRdfGraph:
    row = model.Session.get(CivicRdfGraph, graph) or CivicRdfGraph(graph=graph, quads=0)
    row.package_id, row.kind, row.error = package_id, kind, None
    row.state = GraphState.WRITING.value
    model.Session.add(row)
    model.Session.commit()
    return row


def _finish(row: CivicRdfGraph, sha256: str, quads: int) -> None:
    row.sha256, row.quads, row.written_at = sha256, quads, clock.now()
    row.state = GraphState.WRITTEN.value
    model.Session.commit()


_UNNAMED = "urn:civic:refused:"


def _unnamed(package_id: str) -> str:
    """Return what stands for the graphs of a dataset whose names are refused."""
    return f"{_UNNAMED}{package_id}"


def _refuse(graph: str, package_id: str, kind: str, error: str) -> None:
    row = _begin(graph, package_id, kind)
    row.state, row.error = GraphState.REFUSED.value, error
    row.sha256, row.quads, row.written_at = None, 0, None
    model.Session.commit()
