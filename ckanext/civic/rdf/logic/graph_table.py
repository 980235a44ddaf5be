"""The steps of one graph through the table: what is about to happen is committed first."""

from __future__ import annotations

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock

from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..stores import SparqlStore
from .marks import count_one

_UNNAMED = "urn:civic:refused:"
_BEING_WRITTEN = (
    GraphState.WRITING.value,
    GraphState.LOADING.value,
    GraphState.WRITTEN.value,  # of rows that turned out to be the same
)


def is_written(row: CivicRdfGraph | None, sha256: str) -> bool:
    """Tell whether the store has just this content."""
    return row is not None and row.state == GraphState.WRITTEN and row.sha256 == sha256


def begin(graph: str, package_id: str | None, kind: str) -> CivicRdfGraph:
    """Say that a graph is about to be written. Commits.

    One that was broken off while it was loaded stays hidden.
    """
    row = model.Session.get(CivicRdfGraph, graph) or CivicRdfGraph(graph=graph, quads=0)
    row.package_id, row.kind, row.error = package_id, kind, None
    if row.state != GraphState.LOADING:
        row.state = GraphState.WRITING.value
    model.Session.add(row)
    model.Session.commit()
    return row


def finish(graph: str, sha256: str, quads: int) -> None:
    """Say that a graph is written, unless it was hidden meanwhile. Commits."""
    model.Session.execute(
        sa.update(CivicRdfGraph)
        .where(CivicRdfGraph.graph == graph, CivicRdfGraph.state.in_(_BEING_WRITTEN))
        .values(state=GraphState.WRITTEN.value, sha256=sha256, quads=quads, written_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    model.Session.commit()
    model.Session.expire_all()


def withdraw(row: CivicRdfGraph, store: SparqlStore) -> int:
    """Delete a graph from the store and from the table; answer how many quads it had. Commits."""
    quads = row.quads if row.state != GraphState.REFUSED else 0
    row.state = GraphState.DELETING.value
    model.Session.commit()
    count_one()
    if not row.graph.startswith(_UNNAMED):
        store.delete(row.graph, statements=row.quads)
    model.Session.delete(row)
    model.Session.commit()
    return quads


def refuse(graph: str, package_id: str, kind: str, error: str) -> None:
    """Say why a graph is not in the store. Commits."""
    row = model.Session.get(CivicRdfGraph, graph) or CivicRdfGraph(graph=graph)
    row.package_id, row.kind = package_id, kind
    row.state, row.error = GraphState.REFUSED.value, error
    row.sha256, row.quads, row.written_at = None, 0, None
    model.Session.add(row)
    model.Session.commit()


def unnamed(package_id: str) -> str:
    """Return what stands for the graphs of a dataset whose names are refused."""
    return f"{_UNNAMED}{package_id}"
