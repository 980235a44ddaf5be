"""Bring back what a store lost or changed, and remove what does not belong there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from ckan import model

from .. import config
from ..model import CivicRdfGraph, CivicRdfOutbox
from ..model.graph import GraphState
from ..stores import SparqlStore
from ..stores.writing import GraphToWrite, is_same
from . import catching_up
from .anonymous import visible_dataset
from .descriptions import current
from .flush_report import FlushReport
from .queue import remember
from .reasons import MISSING, REBUILD
from .rows_writing import is_in_step
from .site_graphs import site_graphs
from .wanted import rows_of


@dataclass
class Comparison:
    """What a store has, beside what it should have; names of graphs, each in one list only."""

    compared: int = 0
    missing: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many graphs had to be mended."""
        each = (self.missing, self.differing, self.unfinished, self.removed)
        return sum(map(len, each))

    def as_dict(self) -> dict[str, object]:
        """Return plain values for an action."""
        names = ("missing", "differing", "unfinished", "removed", "foreign")
        return {
            "compared": self.compared,
            "repaired": self.faults,
            **{name: sorted(getattr(self, name)) for name in names},
        }


def queue_everything() -> int:
    """Queue every visible dataset and every dataset with graphs, to be written again. Commits.

    Returns how many datasets were queued.
    """
    model.Session.execute(
        sa.update(CivicRdfGraph)
        .where(CivicRdfGraph.state == GraphState.WRITTEN.value)
        .values(sha256=None)
    )
    queued = catching_up.queue_everything(REBUILD)
    known = sa.select(CivicRdfGraph.package_id).where(
        CivicRdfGraph.package_id.is_not(None),
        CivicRdfGraph.package_id.not_in(sa.select(CivicRdfOutbox.package_id)),
    )
    others = sorted({package_id for package_id in model.Session.scalars(known) if package_id})
    remember(model.Session, others, REBUILD)
    model.Session.commit()
    return queued + len(others)


def rebuilt(report: FlushReport) -> FlushReport:
    """Return the report of the flush after `queue_everything`, with every graph written since.

    The worker is woken too and writes some of them: to this flush they were unchanged.
    """
    written = sa.select(sa.func.count()).where(
        CivicRdfGraph.state == GraphState.WRITTEN.value, CivicRdfGraph.sha256.is_not(None)
    )
    report.graphs["written"] = model.Session.scalar(written) or 0
    report.graphs["unchanged"] = 0
    return report


def compare(
    store: SparqlStore, *, is_deep: bool = False, removes_foreign: bool = False
) -> Comparison:
    """Compare the store's graphs with those it should have; queue what is wrong. Commits.

    Every graph is counted; descriptions, vocabularies and short rows are compared word for word,
    with ``is_deep`` all rows. Left-over graphs under this portal's own address are deleted;
    others are somebody else's, unless ``removes_foreign`` says that the store is this portal's
    alone. Raises StoreUnavailable and StoreRejected.
    """
    there = store.counts()
    rows = model.Session.query(CivicRdfGraph).order_by(CivicRdfGraph.graph).all()
    found = Comparison(compared=len(set(there) | {row.graph for row in rows}))
    expected = _contents()
    for row in rows:
        count = there.get(row.graph, 0)
        if row.state == GraphState.REFUSED:
            continue
        if row.state != GraphState.WRITTEN or not row.sha256:
            found.unfinished.append(row.graph)
        elif row.quads and not count:
            found.missing.append(row.graph)
        elif count != row.quads or not _is_right(row, store, expected, is_deep=is_deep):
            found.differing.append(row.graph)
    _queue_wrong(rows, found)
    _queue_unwritten()
    _remove_left_over(store, set(there) - {row.graph for row in rows}, found, removes_foreign)
    return found


def _contents() -> dict[str, bytes]:
    """Return the N-Triples of the graphs that belong to no dataset."""
    return {graph: b"".join(line.encode() for line in lines) for graph, _, lines in site_graphs()}


def _is_right(
    row: CivicRdfGraph, store: SparqlStore, expected: dict[str, bytes], *, is_deep: bool
) -> bool:
    """Tell whether the store has of a graph what it should, as far as was asked to look."""
    if row.kind == "rows":
        dataset = visible_dataset(row.package_id or "")
        rows = rows_of(dataset, config.site()) if dataset else None
        if rows is None or rows.graph != row.graph:
            return False
        return is_in_step(rows, row.package_id or "", store, is_deep=is_deep)
    if row.package_id is None:
        should = expected.get(row.graph)
    else:
        described = current([row.package_id]).get(row.package_id)
        is_its_own = described is not None and described.graph == row.graph
        should = described.ntriples if described and is_its_own else None
    if should is None:
        return False
    with tempfile.TemporaryDirectory(prefix="civic-rdf-") as name:
        path = Path(name, "should.nt")
        path.write_bytes(should)
        wanted = GraphToWrite(row.graph, path, row.quads, is_held=True)
        return is_same(store, wanted, Path(name, "compared"))


def _queue_wrong(rows: Iterable[CivicRdfGraph], found: Comparison) -> None:
    """Forget what the store was thought to have of these graphs, so that they are written again."""
    wrong = {*found.missing, *found.differing, *found.unfinished}
    owners = set()
    for row in rows:
        if row.graph not in wrong:
            continue
        row.sha256 = None
        if row.graph in found.missing:
            row.quads = 0
        if row.state == GraphState.WRITTEN:
            row.state = GraphState.WRITING.value
        if row.package_id:
            owners.add(row.package_id)
    remember(model.Session, sorted(owners), MISSING)
    model.Session.commit()


def _queue_unwritten() -> None:
    """Queue public datasets of which there is nothing in the table. Commits."""
    query = sa.select(model.Package.id).where(
        model.Package.state == model.State.ACTIVE,
        model.Package.private.is_(False),
        model.Package.type == "dataset",
        model.Package.id.not_in(
            sa.select(CivicRdfGraph.package_id).where(CivicRdfGraph.package_id.is_not(None))
        ),
        model.Package.id.not_in(sa.select(CivicRdfOutbox.package_id)),
    )
    remember(model.Session, sorted(model.Session.scalars(query)), MISSING)
    model.Session.commit()


def _remove_left_over(
    store: SparqlStore, graphs: Iterable[str], found: Comparison, removes_foreign: bool
) -> None:
    own = f"{config.site().uri_base}/graph/"
    for graph in sorted(graphs):
        if graph.startswith(own) or removes_foreign:
            store.delete(graph)
            found.removed.append(graph)
        else:
            found.foreign.append(graph)
