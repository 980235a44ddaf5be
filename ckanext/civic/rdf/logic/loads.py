"""Writes big graphs beside everything else, so that a small change never waits for them.

Two at a time: one that waits for another portal's file does not hold up one that is here. Only the
disk and the store are used there; the session belongs to the one who starts and collects.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass

from .. import config
from .rows_writing import RowsWork, write

LANES = 2


@dataclass
class Load:
    """A graph that is being written; ``lock`` is held until it is concluded.

    ``outbox_ids`` are the changes that it answers.
    """

    work: RowsWork
    outbox_ids: list[int]
    lock: ExitStack


class Loads:
    """The graphs that are being written at this moment, by dataset. Close it at the end."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(LANES, thread_name_prefix="civic-rdf-load")
        self._running: dict[Future[None], Load] = {}

    def __contains__(self, package_id: object) -> bool:
        return any(load.work.package_id == package_id for load in self._running.values())

    def __bool__(self) -> bool:
        return bool(self._running)

    @property
    def is_full(self) -> bool:
        """Whether another one would have to wait."""
        return len(self._running) >= LANES

    def start(self, load: Load) -> None:
        """Begin to write a graph."""
        self._running[self._pool.submit(_run, load.work)] = load

    def done(self, *, wait_s: float = 0) -> Iterator[tuple[Load, Exception | None]]:
        """Yield what has ended, with its error if it has one; wait for the first of them."""
        if not self._running:
            return
        ended, _ = wait(self._running, timeout=wait_s, return_when=FIRST_COMPLETED)
        for future in ended:
            error = future.exception()
            if error is not None and not isinstance(error, Exception):
                raise error
            yield self._running.pop(future), error

    def close(self) -> None:
        """Wait for what is running, and free its locks; what it wrote is found out again."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for load in self._running.values():
            load.lock.close()
        self._running.clear()


def _run(work: RowsWork) -> None:
    store = config.store()  # a client of this thread's own
    assert store is not None  # there was one when the work was made
    write(work, store)
