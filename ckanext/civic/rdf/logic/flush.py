"""Empty the outbox into descriptions and the quad store: one loop, one boundary a dataset."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock
from ckanext.civic.core.errors import CivicError

from .. import config
from ..errors import StoreUnavailable
from ..model import CivicRdfOutbox
from ..stores import SparqlStore
from .catching_up import queue_when_described_otherwise, settle_waiting
from .queue import postpone
from .refresh import Outcomes, refresh_dataset
from .site_graphs import refresh_site

log = logging.getLogger(__name__)

LONGEST_MESSAGE = 1000  # characters


@dataclass
class FlushReport:
    """What one flush did, in graphs, and what it left behind, in datasets.

    ``next_try_s`` is when to come back, in seconds; None when nothing is waiting.
    """

    graphs: Counter[str] = field(default_factory=Counter)
    quads_changed: int = 0
    failed: int = 0
    pending: int = 0
    next_try_s: float | None = None
    errors: list[dict[str, str]] = field(default_factory=list)

    def count(self, outcomes: Outcomes) -> None:
        """Add what became of a dataset's graphs."""
        for outcome, quads in outcomes:
            self.graphs[outcome.value] += 1
            self.quads_changed += quads

    def note(self, package_id: str, error: Exception) -> str:
        """Note and log why a dataset (or the catalogue, without an id) failed; return the words.

        Only our own errors are repeated: a library's can hold a password or a stored value.
        """
        kind = type(error).__name__
        message = str(error) if isinstance(error, CivicError) else f"An unforeseen fault ({kind})."
        message = message[:LONGEST_MESSAGE]
        log.warning("%s: %s", f"Dataset {package_id}" if package_id else "Catalogue", message)
        self.errors.append({"package_id": package_id, "kind": kind, "message": message})
        return message

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for an action."""
        names = ("written", "unchanged", "withdrawn", "refused")
        return {
            **{name: self.graphs[name] for name in names},
            "quads_changed": self.quads_changed,
            "failed": self.failed,
            "pending": self.pending,
            "errors": self.errors,
        }


def flush(*, retry_now: bool = False) -> FlushReport:
    """Deal with every dataset that is due, then with the catalogue. Commits.

    ``retry_now`` tries failed ones again before their time. Several flushes may run at once:
    they share the work by the datasets' locks. When the store is down, it stops writing there at
    the first dataset, and everything stays queued; descriptions are brought in step all the same.
    """
    report = FlushReport()
    queue_when_described_otherwise()
    store = config.store()
    tried: set[str] = set()
    down = False
    while not down:
        due = [each for each in _due(retry_now) if each not in tried]
        if not due:
            break
        for package_id in due:
            if not _refresh(package_id, store, report):
                tried.add(package_id)
                down = report.errors[-1]["kind"] == StoreUnavailable.__name__
            if down:
                break
    if down:
        settle_waiting(report.note)
    elif store:
        _refresh_site(store, report)
    _waiting(report)
    return report


def _refresh(package_id: str, store: SparqlStore | None, report: FlushReport) -> bool:
    """Deal with one dataset; on failure note it, leave it queued, and return False."""
    rows = sa.select(CivicRdfOutbox.id).where(CivicRdfOutbox.package_id == package_id)
    ids = list(model.Session.scalars(rows))
    try:
        report.count(refresh_dataset(package_id, store))
        model.Session.execute(sa.delete(CivicRdfOutbox).where(CivicRdfOutbox.id.in_(ids)))
        model.Session.commit()
    except Exception as error:  # the one boundary: whatever is wrong with one dataset stays there
        model.Session.rollback()
        report.failed += 1
        postpone(ids, report.note(package_id, error))
        return False
    return True


def _refresh_site(store: SparqlStore, report: FlushReport) -> None:
    try:
        report.count(refresh_site(store))
    except Exception as error:  # the catalogue must not keep the datasets' results back
        model.Session.rollback()
        report.note("", error)


def _due(retry_now: bool) -> list[str]:
    """Return the datasets that are due, in the order of their first change."""
    query = (
        sa.select(CivicRdfOutbox.package_id)
        .group_by(CivicRdfOutbox.package_id)
        .order_by(sa.func.min(CivicRdfOutbox.id))
    )
    if not retry_now:
        query = query.having(sa.func.min(CivicRdfOutbox.next_try_at) <= clock.now())
    return list(model.Session.scalars(query))


def _waiting(report: FlushReport) -> None:
    query = sa.select(
        sa.func.count(sa.distinct(CivicRdfOutbox.package_id)),
        sa.func.min(CivicRdfOutbox.next_try_at),
    ).where(CivicRdfOutbox.attempts > 0)
    failing, next_try_at = model.Session.execute(query).one()
    everything = sa.select(sa.func.count(sa.distinct(CivicRdfOutbox.package_id)))
    report.pending = model.Session.scalar(everything) or 0
    if report.pending:
        moment = next_try_at if failing else clock.now()
        report.next_try_s = max(0.0, (moment - clock.now()).total_seconds())
