"""Write a dataset's rows: fetch, check, compare and send what can take minutes.

It is cut into three, so that the middle can run beside other work: `prepare` and `conclude` use
the session, `write` only the disk and the store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from ckan import model

from .. import config
from ..errors import GraphRefused, RowsUnavailable
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..stores import SparqlStore
from ..stores.writing import GraphToWrite, Written, is_same, write_graph
from . import graph_table
from .marks import mark_as_loading, mark_as_writing
from .refresh import Outcome
from .wanted import RowsGraph, RowsSource

INLINE_BYTES = 2 * 1024 * 1024  # about a second's work

Progress = Callable[[str, int, int], object]  # (what, how many are done, of how many)


@dataclass
class RowsWork:
    """All that is needed to write one rows graph without the session, and then what came of it."""

    graph: str
    package_id: str
    sources: list[RowsSource]
    rows: RowsGraph
    known_sha256: str | None
    is_held: bool
    bulk_from: int | None
    progress: Progress | None = None
    sha256: str = ""
    written: Written | None = None

    @property
    def is_small(self) -> bool:
        """Whether it takes moments only: all is on this disk, and little."""
        sizes = [source.stored_bytes for source in self.sources]
        return None not in sizes and sum(size or 0 for size in sizes) <= INLINE_BYTES


def prepare(rows: RowsGraph, package_id: str, progress: Progress | None = None) -> RowsWork:
    """Return the work for a rows graph that differs; nothing is changed yet."""
    row = model.Session.get(CivicRdfGraph, rows.graph)
    whole = (GraphState.WRITTEN, GraphState.WRITING, GraphState.DELETING)
    is_held = row is not None and row.state in whole and bool(row.quads)
    graphs = model.Session.scalar(sa.select(sa.func.count()).select_from(CivicRdfGraph)) or 0
    known = row.sha256 if row is not None and row.state == GraphState.WRITTEN else None
    return RowsWork(
        graph=rows.graph,
        package_id=package_id,
        sources=rows.sources(),
        rows=rows,
        known_sha256=known,
        is_held=is_held,
        bulk_from=config.bulk_statements() if graphs <= config.bulk_graphs() else None,
        progress=progress,
    )


def write(work: RowsWork, store: SparqlStore) -> None:
    """Fetch, check and write the rows; any thread may, with a client of its own.

    Raises GraphRefused, RowsUnavailable, StoreUnavailable and StoreRejected.
    """
    with tempfile.TemporaryDirectory(prefix="civic-rdf-") as name:
        folder = Path(name)
        told = work.progress
        checked, work.sha256 = work.rows.fetch(work.sources, folder)
        if work.sha256 == work.known_sha256:
            return
        size = max(1, checked.path.stat().st_size)
        new = GraphToWrite(work.graph, checked.path, checked.quads, work.is_held)
        work.written = write_graph(
            store,
            new,
            folder,
            bulk_from=work.bulk_from,
            begin=lambda: mark_as_writing(work.graph, work.package_id, work.rows.kind),
            hide=lambda: mark_as_loading(work.graph, work.package_id, work.rows.kind),
            progress=told
            and (lambda sent: told(work.graph, checked.quads * sent // size, checked.quads)),
        )


def is_in_step(rows: RowsGraph, package_id: str, store: SparqlStore, *, is_deep: bool) -> bool:
    """Tell whether the store has the rows that it should; only ``is_deep`` looks into long ones.

    Rows that cannot be had now, or are refused, are not. Raises StoreUnavailable, StoreRejected.
    """
    work = prepare(rows, package_id)
    if not work.known_sha256 or rows.stated_sha256 not in (None, work.known_sha256):
        return False
    if not (is_deep or work.is_small):
        return True
    with tempfile.TemporaryDirectory(prefix="civic-rdf-") as name:
        folder = Path(name)
        try:
            checked, sha256 = rows.fetch(work.sources, folder)
        except (GraphRefused, RowsUnavailable):
            return False
        new = GraphToWrite(work.graph, checked.path, checked.quads, is_held=True)
        return sha256 == work.known_sha256 and is_same(store, new, folder / "compared")


def conclude(
    work: RowsWork, store: SparqlStore, error: Exception | None = None
) -> tuple[Outcome, int]:
    """Write down what came of the work. Commits.

    A refused file's graph is withdrawn; any other ``error`` is raised again.
    """
    if isinstance(error, GraphRefused):
        row = model.Session.get(CivicRdfGraph, work.graph)
        if row is not None:  # what the file said before is no longer published either
            graph_table.withdraw(row, store)
        graph_table.refuse(work.graph, work.package_id, work.rows.kind, str(error))
        return Outcome.REFUSED, 0
    if error is not None:
        raise error
    if work.written is None:
        return Outcome.UNCHANGED, 0
    graph_table.finish(work.graph, work.sha256, work.written.statements)
    return Outcome.WRITTEN, work.written.statements
