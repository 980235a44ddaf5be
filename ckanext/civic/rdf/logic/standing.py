"""How things stand: of the whole portal, and of one dataset."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock

from ..model import CivicRdfGraph, CivicRdfOutbox
from ..model.graph import GraphState


def portal_counts() -> dict[str, int]:
    """Return datasets waiting (``pending``) and in trouble (``failed``), ``graphs``, ``quads``.

    ``loading`` is how many graphs are there in part and hidden until they are whole.
    """
    pending = sa.select(sa.func.count(sa.distinct(CivicRdfOutbox.package_id)))
    failing = sa.select(CivicRdfOutbox.package_id).where(CivicRdfOutbox.attempts > 0)
    refused = sa.select(CivicRdfGraph.package_id).where(
        CivicRdfGraph.state == GraphState.REFUSED.value
    )
    written = sa.select(
        sa.func.count(), sa.func.coalesce(sa.func.sum(CivicRdfGraph.quads), 0)
    ).where(CivicRdfGraph.state == GraphState.WRITTEN.value)
    loading = sa.select(sa.func.count()).where(CivicRdfGraph.state == GraphState.LOADING.value)
    graphs, quads = model.Session.execute(written).one()
    return {
        "pending": model.Session.scalar(pending) or 0,
        "failed": len(set(model.Session.scalars(sa.union(failing, refused)))),
        "graphs": graphs,
        "quads": int(quads),
        "loading": model.Session.scalar(loading) or 0,
    }


def portal_errors() -> list[dict[str, Any]]:
    """Return what is wrong, dataset by dataset, for those who can mend it."""
    waiting = (
        model.Session.query(CivicRdfOutbox)
        .filter(CivicRdfOutbox.attempts > 0)
        .order_by(CivicRdfOutbox.id)
    )
    refused = model.Session.query(CivicRdfGraph).filter_by(state=GraphState.REFUSED.value)
    return [
        {
            "package_id": row.package_id,
            "message": row.last_error,
            "attempts": row.attempts,
            "next_try_at": clock.isoformat(row.next_try_at),
        }
        for row in waiting
    ] + [
        {"package_id": row.package_id, "message": row.error, "attempts": 1, "next_try_at": None}
        for row in refused
    ]


def dataset_graphs(package_id: str) -> list[dict[str, Any]]:
    """Return a dataset's graphs as plain values, the metadata first."""
    rows = (
        model.Session.query(CivicRdfGraph)
        .filter_by(package_id=package_id)
        .order_by(CivicRdfGraph.kind, CivicRdfGraph.graph)
    )
    return [graph_values(row) for row in rows]


def dataset_state(package_id: str, graphs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return ``state`` (``up to date``, ``waiting``, ``failed`` or ``none``) and ``error``."""
    rows = model.Session.query(CivicRdfOutbox).filter_by(package_id=package_id).all()
    failed = [row.last_error for row in rows if row.attempts]
    failed += [graph["error"] for graph in graphs if graph["state"] == GraphState.REFUSED]
    if failed:
        return {"state": "failed", "error": failed[-1]}
    if rows or any(graph["state"] != GraphState.WRITTEN for graph in graphs):
        return {"state": "waiting", "error": None}
    return {"state": "up to date" if graphs else "none", "error": None}


def graph_values(row: CivicRdfGraph) -> dict[str, Any]:
    """Return one row of the table as plain values."""
    return {
        "graph": row.graph,
        "package_id": row.package_id,
        "kind": row.kind,
        "quads": row.quads,
        "sha256": row.sha256,
        "written_at": clock.isoformat(row.written_at) if row.written_at else None,
        "state": row.state,
        "error": row.error,
    }
