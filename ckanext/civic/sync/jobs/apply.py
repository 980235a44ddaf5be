"""Carry out a plan, dataset by dataset."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import ckan.plugins.toolkit as tk
from ckan import model
from rq.timeouts import BaseTimeoutException

from ckanext.civic.core.errors import Place

from ..errors import SyncError
from ..plan.build import Plan
from ..plan.decision import Decision, Outcome
from ..plan.local_dataset import LocalDataset
from ..records.peer_record import PeerRecord
from ..staging import Stage
from .copies import Copies
from .index_commits import IndexCommits, batched_index_commits
from .quarantine import quarantine
from .run_log import RunLog
from .settings import PeerSettings

log = logging.getLogger(__name__)

# So many unforeseen failures one after another mean that the database or the index is down.
MAX_FAILURES_IN_A_ROW = 10


@dataclass
class Applied:
    """What was done, as sets of ids.

    ``rejected`` were refused by this portal's validation and are quarantined; ``failed`` met
    something unforeseen and are tried again by the next pull; ``inexact`` were written but read
    back differently.
    """

    created: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    inexact: set[str] = field(default_factory=set)


def apply_plan(
    plan: Plan,
    stage: Stage,
    peer: PeerSettings,
    run_log: RunLog,
    local: Mapping[str, LocalDataset],
) -> Applied:
    """Remove, update and create copies; what fails stops nothing else.

    Raises SyncError when the portal itself seems to be down.
    """
    deletes = plan.with_outcome(Outcome.DELETE)
    writes = plan.with_outcome(Outcome.UPDATE) + plan.with_outcome(Outcome.CREATE)
    applied = Applied()
    if not deletes and not writes:
        return applied
    with batched_index_commits() as commits:
        copies = Copies(peer, run_log.run_id, local)
        work = _Work(copies, stage, peer, run_log, commits, applied)
        work.total = len(deletes) + len(writes)
        for decision in deletes:  # first: what was withdrawn there must not wait
            work.do(decision, work.remove)
        commits.commit()
        for decision in writes:
            work.do(decision, work.write)
        # A name or a resource may have been freed by a dataset that came later.
        for decision in [d for d in writes if d.id in applied.rejected]:
            work.do(decision, work.write)
        copies.settle()
    return applied


class _Work:
    """One pass over decisions, with one error boundary for each."""

    def __init__(
        self,
        copies: Copies,
        stage: Stage,
        peer: PeerSettings,
        run_log: RunLog,
        commits: IndexCommits,
        applied: Applied,
    ) -> None:
        self._copies = copies
        self._stage = stage
        self._peer = peer
        self._run_log = run_log
        self._commits = commits
        self._applied = applied
        self._failures_in_a_row = 0
        self._done = 0
        self.total = 0

    def do(self, decision: Decision, action: Callable[[Decision], None]) -> None:
        """Carry out one decision; record why when that cannot be."""
        try:
            action(decision)
        except BaseTimeoutException:
            raise
        except tk.ValidationError as error:
            model.Session.rollback()
            self._applied.rejected.add(decision.id)
            self._quarantine(decision, f"This portal does not accept it: {_told(error)}")
        except Exception as error:
            log.exception("Dataset %s of %s could not be applied", decision.id, self._peer.name)
            model.Session.rollback()
            self._fail(decision, error)
        else:
            self._failures_in_a_row = 0
            self._commits.written()
        self._done += 1
        self._run_log.progress(self._done, self.total)

    def write(self, decision: Decision) -> None:
        """Create or update a copy."""
        record = self._stage.records[decision.id]
        is_exact = self._copies.write(record, self._stage.body(decision.id))
        self._applied.rejected.discard(decision.id)
        is_new = decision.outcome is Outcome.CREATE
        (self._applied.created if is_new else self._applied.updated).add(decision.id)
        if not is_exact:
            self._applied.inexact.add(decision.id)

    def remove(self, decision: Decision) -> None:
        """Remove a copy."""
        self._copies.remove(decision.id)
        self._applied.deleted.add(decision.id)

    def _fail(self, decision: Decision, error: Exception) -> None:
        self._applied.failed.add(decision.id)
        self._failures_in_a_row += 1
        if self._failures_in_a_row >= MAX_FAILURES_IN_A_ROW:
            raise SyncError(
                f"{self._failures_in_a_row} datasets in a row could not be written here"
                f" ({type(error).__name__}).",
                place=Place(peer=self._peer.name, step="apply"),
                advice="See whether the database and the search index are up, then pull again.",
            ) from error
        reason = (
            f"It could not be written here ({type(error).__name__}); the worker's log has more."
            " The next pull tries again."
        )
        self._quarantine(decision, reason)

    def _quarantine(self, decision: Decision, reason: str) -> None:
        record = self._stage.records.get(decision.id) or PeerRecord(decision.id, "")
        quarantine(self._peer, self._run_log.run_id, record, reason)
        model.Session.commit()


def _told(error: tk.ValidationError) -> str:
    return "; ".join(f"{field}: {text}" for field, text in error.error_summary.items())
