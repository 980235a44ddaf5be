"""How often Python looks for garbage while a file is converted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects between two looks, where Python's own number is 700. A batch of 5,000 rows is twice
# as many lists and tuples, so that Python would look through all of them a dozen times: a fifth of
# the time of a run (docs/adr/0006-one-table-one-engine.md). Batches are in no cycles, so they
# are freed at once all the same.
_NEW_OBJECTS = 200_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom, as long as the context lasts."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
