"""Long answers that hold something of the portal's while they are sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from ..errors import Unavailable

# Each holds a connection to the database for as long as its client takes, and a process has 15.
MOST_AT_ONCE = 4
WAIT_S = 10.0
_slots = threading.BoundedSemaphore(MOST_AT_ONCE)


@contextmanager
def slot() -> Iterator[None]:
    """Be one of the few that stream at once; raises Unavailable when there is no room for long."""
    if not _slots.acquire(timeout=WAIT_S):
        raise Unavailable(
            "Too many dumps are being made at this moment.", advice="Try again in a minute."
        )
    try:
        yield
    finally:
        _slots.release()


class HeldStream:
    """Chunks, and what must be given back when they end, break off, or are never asked for."""

    def __init__(self, chunks: Iterator[bytes], held: ExitStack) -> None:
        self._chunks, self._held = chunks, held

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """Stop, and give everything back; can be called twice."""
        closing = getattr(self._chunks, "close", None)
        if closing:
            closing()
        self._held.close()
