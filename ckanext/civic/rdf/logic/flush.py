"""Empty the outbox into descriptions and the quad store: one loop, one boundary a dataset."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock

from .. import config
from ..errors import StoreUnavailable
from ..model import CivicRdfDescription, CivicRdfOutbox
from ..stores import SparqlStore
from . import rows_writing
from .before_serving import HARMLESS
from .catching_up import queue_when_described_otherwise, settle_waiting
from .describing_many import describe_new
from .flush_report import FlushReport
from .loads import Load, Loads
from .lock import store_lock
from .queue import postpone
from .refresh import refresh_dataset
from .rows_writing import Progress
from .site_graphs import refresh_site

TURN_DATASETS = 20  # then it looks again what is most urgent
WAIT_S = 0.2  # how late a change is seen while big graphs are written

__all__ = ["FlushReport", "flush"]


class Flush:
    """One emptying of the outbox. Use it once."""

    def __init__(self, *, retry_now: bool, wait: bool, progress: Progress | None) -> None:
        self.report = FlushReport()
        self._retry_now, self._wait, self._progress = retry_now, wait, progress
        self._store = config.store()
        self._loads = Loads()
        self._tried: set[str] = set()
        self._deferred: set[str] = set()  # their rows wait until a big graph is through
        self._is_down = False
        self._done = 0

    def run(self) -> FlushReport:
        """Deal with every dataset that is due, then with the catalogue. Commits."""
        queue_when_described_otherwise()
        describe_new()
        try:
            while self._turn():
                pass
        finally:
            self._loads.close()
        if self._is_down:
            settle_waiting(self.report.note)
        elif self._store:
            self._refresh_site(self._store)
        _waiting(self.report)
        return self.report

    def _turn(self) -> bool:
        """Do what is most urgent; tell whether there may be more."""
        self._collect(wait_s=0)
        due = [] if self._is_down else self._due()
        for package_id in due:
            self._deal_with(package_id)
            if self._is_down:
                break
        if not due and self._loads:
            self._collect(wait_s=WAIT_S)
        return bool(due) or bool(self._loads)

    def _due(self) -> list[str]:
        """Return the datasets to look at next: hidden ones, then changed ones, then all others."""
        leave = self._tried | (self._deferred if self._loads.is_full else set())
        query = (
            sa.select(CivicRdfOutbox.package_id)
            .outerjoin(model.Package, model.Package.id == CivicRdfOutbox.package_id)
            .group_by(CivicRdfOutbox.package_id)
            .order_by(
                sa.func.bool_or(_is_hidden()).desc(),
                sa.func.bool_and(CivicRdfOutbox.reason.in_(HARMLESS)),
                sa.func.min(CivicRdfOutbox.id),
            )
        )
        if not self._retry_now:
            query = query.having(sa.func.min(CivicRdfOutbox.next_try_at) <= clock.now())
        due = (
            package_id
            for package_id in model.Session.scalars(query)
            if package_id not in leave and package_id not in self._loads
        )
        return [package_id for package_id, _ in zip(due, range(TURN_DATASETS), strict=False)]

    def _deal_with(self, package_id: str) -> None:
        """Bring one dataset in step; on failure note it and leave it queued."""
        rows = sa.select(CivicRdfOutbox.id).where(CivicRdfOutbox.package_id == package_id)
        ids = list(model.Session.scalars(rows))
        self._deferred.discard(package_id)
        with ExitStack() as lock:
            if not lock.enter_context(store_lock(package_id, wait=self._wait)):
                self._tried.add(package_id)  # another flush is at it
                return
            try:
                done = refresh_dataset(package_id, self._store)
                self.report.count(done.outcomes)
                if done.rows and self._store:
                    work = rows_writing.prepare(done.rows, package_id, self._progress)
                    self._start(Load(work, ids, lock.pop_all()))
                else:
                    self._forget(ids)
            except Exception as error:  # whatever is wrong with one dataset stays there
                self._failed(package_id, ids, error)

    def _start(self, load: Load) -> None:
        """Write rows now when they are few, else beside the rest, as soon as there is room."""
        if load.work.is_small:
            error = _caught(lambda: rows_writing.write(load.work, self._writer()))
            self._conclude(load, error)
        elif self._loads.is_full:
            load.lock.close()
            self._deferred.add(load.work.package_id)
        else:
            self._loads.start(load)

    def _collect(self, *, wait_s: float) -> None:
        for load, error in self._loads.done(wait_s=wait_s):
            self._conclude(load, error)

    def _conclude(self, load: Load, error: Exception | None) -> None:
        with load.lock:
            try:
                self.report.count([rows_writing.conclude(load.work, self._writer(), error)])
                self._forget(load.outbox_ids)
            except Exception as fault:  # whatever is wrong with one dataset stays there
                self._failed(load.work.package_id, load.outbox_ids, fault)

    def _forget(self, ids: list[int]) -> None:
        self._done += 1
        if self._progress:
            waiting = sa.select(sa.func.count(sa.distinct(CivicRdfOutbox.package_id)))
            left = (model.Session.scalar(waiting) or 1) - 1
            self._progress("datasets", self._done, self._done + left)
        model.Session.execute(sa.delete(CivicRdfOutbox).where(CivicRdfOutbox.id.in_(ids)))
        model.Session.commit()

    def _failed(self, package_id: str, ids: list[int], error: Exception) -> None:
        model.Session.rollback()
        self.report.failed += 1
        self._tried.add(package_id)
        postpone(ids, self.report.note(package_id, error))
        self._is_down = self._is_down or isinstance(error, StoreUnavailable)

    def _refresh_site(self, store: SparqlStore) -> None:
        try:
            with store_lock("site"):
                self.report.count(refresh_site(store))
        except Exception as error:  # the catalogue must not keep the datasets' results back
            model.Session.rollback()
            self.report.note("", error)

    def _writer(self) -> SparqlStore:
        assert self._store is not None  # rows are only written where there is one
        return self._store


def flush(
    *, retry_now: bool = False, wait: bool = False, progress: Progress | None = None
) -> FlushReport:
    """Deal with every dataset that is due, then with the catalogue. Commits.

    ``retry_now`` tries failed ones again before their time. Several flushes may run at once:
    they share the work by the datasets' locks, and with ``wait`` this one waits for what another
    is at. Hidden datasets come first, then changed ones, then those that are only written again;
    big graphs are written beside the rest. When the store is down, it stops writing there at the
    first dataset, and everything stays queued; descriptions are brought in step all the same.
    ``progress`` is told of datasets and of statements of big graphs, from any thread.
    """
    return Flush(retry_now=retry_now, wait=wait, progress=progress).run()


def _is_hidden() -> sa.ColumnElement[bool]:
    """Return the condition for a dataset that core hides, or that is described as hidden."""
    tombstone = sa.exists().where(
        CivicRdfDescription.package_id == CivicRdfOutbox.package_id,
        CivicRdfDescription.content.is_(None),
    )
    return sa.or_(
        model.Package.id.is_(None),
        model.Package.state != model.State.ACTIVE,
        model.Package.private.is_not(False),
        tombstone,
    )


def _caught(act: Callable[[], object]) -> Exception | None:
    try:
        act()
    except Exception as error:  # it is dealt with where all ends of a load are
        return error
    return None


def _waiting(report: FlushReport) -> None:
    query = sa.select(
        sa.func.count(sa.distinct(CivicRdfOutbox.package_id)),
        sa.func.min(CivicRdfOutbox.next_try_at),
    )
    report.pending, next_try_at = model.Session.execute(query).one()
    if report.pending:
        report.next_try_s = max(0.0, (next_try_at - clock.now()).total_seconds())
