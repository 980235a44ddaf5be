"""The row of a run, kept up to date while the run goes on."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ckanext.civic.core import clock

from ..model import Run, RunState

# Often enough for a progress bar, seldom enough to cost nothing.
PROGRESS_EVERY_S = 1.0


class RunLog:
    """Writes one row of ``civic_sync_run`` on a connection of its own.

    What it writes is seen at once and stays, whatever becomes of the datasets' transactions.
    """

    def __init__(self, connection: Connection, run_id: str, peer_id: str) -> None:
        self._connection = connection
        self.run_id = run_id
        self._peer_id = peer_id
        self._told_at = 0.0

    def start(self) -> bool:
        """Mark the run as running; False when it is no longer queued."""
        return bool(
            self._update(
                Run.id == self.run_id,
                Run.state == RunState.QUEUED.value,
                state=RunState.RUNNING.value,
                started_at=clock.now(),
            )
        )

    def stop_others(self) -> None:
        """End the peer's other runs; only who holds its lock may say that they are over."""
        mine = sa.select(Run.queued_at).where(Run.id == self.run_id).scalar_subquery()
        for state, error in (
            (RunState.RUNNING, "Its worker stopped before it was done. A later pull went on."),
            (RunState.QUEUED, "A later pull was run instead."),
        ):
            self._update(
                Run.peer_id == self._peer_id,
                Run.id != self.run_id,
                Run.queued_at <= mine,
                Run.state == state.value,
                state=RunState.STOPPED.value,
                error=error,
                finished_at=clock.now(),
            )

    def step(self, name: str) -> None:
        """Say what the run does now."""
        self._update(Run.id == self.run_id, step=name, progress=0)
        self._told_at = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        """Say how far the step is; at most once a second."""
        if time.monotonic() - self._told_at >= PROGRESS_EVERY_S:
            self._told_at = time.monotonic()
            self._update(Run.id == self.run_id, progress=min(100, 100 * done // max(total, 1)))

    def counts(self, counts: dict[str, int]) -> None:
        """Say what was done so far."""
        self._update(Run.id == self.run_id, counts=counts)

    def finish(self, state: RunState, *, error: str = "") -> None:
        """End the run."""
        values: dict[str, Any] = {"state": state.value, "error": error}
        if state is RunState.SUCCEEDED:
            values |= {"step": "done", "progress": 100}
        self._update(Run.id == self.run_id, finished_at=clock.now(), **values)

    def _update(self, *where: Any, **values: Any) -> int:
        statement = sa.update(Run).where(*where).values(**values)
        return self._connection.execute(statement).rowcount
