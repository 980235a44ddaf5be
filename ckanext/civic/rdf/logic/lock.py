"""One decider and one writer a dataset: locks in the database, freed even by a crash.

Who wants both takes the writer's first. The decider's is held for moments only, so that a page
may wait for it; the writer's for as long as a store takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model

_KEY = sa.func.hashtextextended(sa.bindparam("name"), 0)


@contextmanager
def dataset_lock(package_id: str) -> Iterator[None]:
    """Wait until nobody else decides what is said of this dataset.

    It holds a connection of its own, so that commits inside do not free it. What is read inside
    is what was committed before: the session forgets what it had loaded.
    """
    with _held(f"civic_rdf:{package_id}", wait=True):
        model.Session.expire_all()
        yield


@contextmanager
def store_lock(package_id: str, *, wait: bool = True) -> Iterator[bool]:
    """Tell whether this is the one who writes this dataset's graphs; without ``wait``, at once."""
    with _held(f"civic_rdf_store:{package_id}", wait=wait) as is_held:
        model.Session.expire_all()
        yield is_held


@contextmanager
def _held(name: str, *, wait: bool) -> Iterator[bool]:
    engine = model.meta.engine
    assert engine is not None
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        take = sa.func.pg_advisory_lock if wait else sa.func.pg_try_advisory_lock
        is_held = connection.scalar(sa.select(take(_KEY)), {"name": name}) is not False
        try:
            yield is_held
        finally:
            if is_held:
                connection.execute(sa.select(sa.func.pg_advisory_unlock(_KEY)), {"name": name})
