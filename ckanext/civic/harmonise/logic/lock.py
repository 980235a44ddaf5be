"""One run of a file at a time, over all processes and machines of a portal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ckan import model
from sqlalchemy.exc import OperationalError

from ..errors import HarmoniseError

LOCK_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


class RunBusy(HarmoniseError):
    """Another run of the same file did not end in time."""


@contextmanager
def resource_lock(resource_id: str, timeout_s: int) -> Iterator[None]:
    """Hold PostgreSQL's advisory lock of a resource, on a connection of its own.

    The lock ends with the connection, so a killed process leaves none behind.
    Raises RunBusy after ``timeout_s`` seconds.
    """
    digest = hashlib.sha256(f"civic_harmonise:{resource_id}".encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    engine = model.Session.get_bind()
    assert isinstance(engine, sa.Engine)
    with engine.connect() as connection, connection.begin():
        connection.execute(sa.text(f"SET LOCAL lock_timeout = {int(timeout_s * 1000)}"))
        try:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        except OperationalError as error:
            if getattr(error.orig, "pgcode", None) != LOCK_NOT_AVAILABLE:
                raise
            raise RunBusy(
                "Another run of this file is still under way.", advice="Try again in a minute."
            ) from error
        yield
