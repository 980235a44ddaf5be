"""Bring back a store that lost graphs, and remove what does not belong there."""

from __future__ import annotations

from ckan import model

from .. import config
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..stores import SparqlStore
from .anonymous import visible_datasets
from .queue import remember


def queue_everything() -> int:
    """Queue every visible dataset and every dataset with graphs, to be written again. Commits.

    Returns how many datasets were queued.
    """
    _forget(model.Session.query(CivicRdfGraph).all())
    ids = {dataset["id"] for dataset in visible_datasets()}
    known = model.Session.query(CivicRdfGraph.package_id).distinct()
    ids |= {package_id for (package_id,) in known if package_id}
    remember(model.Session, sorted(ids), "rebuild")
    model.Session.commit()
    return len(ids)


def compare(store: SparqlStore) -> dict[str, list[str]]:
    """Compare the store's graphs with the table; queue what is missing, delete what is left over.

    Only left-over graphs under this portal's own address are deleted: others are somebody
    else's. Answers the names that were ``missing``, ``removed`` and ``foreign``. Commits.
    """
    there = store.graphs()
    rows = model.Session.query(CivicRdfGraph).all()
    missing = [
        row
        for row in rows
        if row.state == GraphState.WRITTEN and row.quads and row.graph not in there
    ]
    _forget(missing)
    owners = sorted({row.package_id for row in missing if row.package_id})
    remember(model.Session, owners, "missing from the store")
    model.Session.commit()
    left_over = sorted(there - {row.graph for row in rows})
    own = f"{config.site().uri_base}/graph/"
    removed = [graph for graph in left_over if graph.startswith(own)]
    for graph in removed:
        store.delete(graph)
    return {
        "missing": sorted(row.graph for row in missing),
        "removed": removed,
        "foreign": [graph for graph in left_over if not graph.startswith(own)],
    }


def _forget(rows: list[CivicRdfGraph]) -> None:
    """Forget what the store was thought to have, so that it's written again."""
    for row in rows:
        if row.state == GraphState.WRITTEN:
            row.state, row.sha256 = GraphState.WRITING.value, None
