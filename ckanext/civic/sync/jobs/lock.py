"""One pull of a peer at a time, on however many machines.

Source: PostgreSQL, "Advisory Locks", https://www.postgresql.org/docs/current/explicit-locking.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model
from sqlalchemy.engine import Connection


@contextmanager
def own_connection() -> Iterator[Connection]:
    """Give a connection beside CKAN's session; every statement on it is committed at once."""
    engine = model.Session.get_bind().engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection


@contextmanager
def peer_lock(connection: Connection, peer_id: str) -> Iterator[bool]:
    """Hold the lock of a peer as long as the block runs; tell whether it was free.

    It belongs to the session of ``connection``: when the worker is killed, PostgreSQL frees it.
    It needs a session of its own, so a pooler in transaction mode cannot stand in between.
    """
    key = int.from_bytes(
        hashlib.sha256(f"civic_sync {peer_id}".encode()).digest()[:8], "big", signed=True
    )
    is_ours = bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))))
    try:
        yield is_ours
    finally:
        if is_ours and not connection.invalidated:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))
