"""Write and read the log.

The next number is taken under a lock that is held until the transaction ends, and not from a
sequence: a sequence leaves gaps after a rollback, and lets a reader see 8 before 7 is committed,
so that whoever goes on after 8 never learns of 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ckanext.civic.core import clock

from .model import ChangeKind, CivicChange

_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('civic_change', 0))")


def lock(session: Any) -> None:
    """Wait until no other transaction is adding changes, and keep the others waiting."""
    session.execute(_LOCK)


def record(session: Any, package_id: str, kind: ChangeKind, sha256: str | None = None) -> int:
    """Add a change in ``session``'s transaction and return its number.

    Other writers wait until the transaction ends, so that it should end soon. It must be READ
    COMMITTED, PostgreSQL's default: a snapshot from before the lock would not show the last one.
    """
    return record_many(session, [(package_id, kind, sha256)])[0]


def record_many(
    session: Any, changes: Sequence[tuple[str, ChangeKind, str | None]]
) -> Sequence[int]:
    """Add changes as `record` does, each (dataset's id, kind, hash); return their numbers.

    Times never go back, even when the clock does: readers of the log go on from the last time.
    """
    lock(session)
    first = newest(session) + 1
    last_at = session.scalar(sa.select(CivicChange.at).order_by(CivicChange.seq.desc()).limit(1))
    now = max(clock.now(), last_at) if last_at else clock.now()
    rows = [
        {"seq": seq, "package_id": package_id, "kind": kind.value, "sha256": sha256, "at": now}
        for seq, (package_id, kind, sha256) in enumerate(changes, first)
    ]
    if rows:
        session.execute(sa.insert(CivicChange), rows)
    return range(first, first + len(rows))


def after(session: Any, seq: int, limit: int) -> Sequence[CivicChange]:
    """Return the next ``limit`` changes after number ``seq``, oldest first."""
    query = sa.select(CivicChange).where(CivicChange.seq > seq)
    return session.scalars(query.order_by(CivicChange.seq).limit(limit)).all()


def newest(session: Any) -> int:
    """Return the number of the newest change; 0 when there is none."""
    return session.scalar(sa.select(sa.func.max(CivicChange.seq))) or 0
