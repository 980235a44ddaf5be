"""One writer a dataset: a lock in the database, freed even by a crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model

_KEY = sa.func.hashtextextended(sa.bindparam("name"), 0)


@contextmanager
def dataset_lock(package_id: str) -> Iterator[None]:
    """Wait until nobody else decides about, or writes, this dataset's graphs.

    It holds a connection of its own, so that commits inside do not free it. What is read inside
    is what was committed before: the session forgets what it had loaded.
    """
    engine = model.meta.engine
    assert engine is not None
    name = {"name": f"civic_rdf:{package_id}"}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_KEY)), name)
        try:
            model.Session.expire_all()
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_KEY)), name)
