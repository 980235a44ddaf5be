"""The register of decisions: read a row, write a row and its log entry together.

Every function takes an *executor* (a SQLAlchemy session or connection) and leaves the commit to
its caller, so that a decision, its log entry and the change that caused it stand or fall together.
Rows are read as columns, never as cached objects: what is decided is always what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from ckanext.civic.core import clock

from .decision.chain import FIRST_PREV_HASH, Break, entry_hash, first_break
from .decision.rules import HELD, RELEASED, Rule
from .model import GateLogEntry, GateRelease

_release: Any = GateRelease.__table__
_log: Any = GateLogEntry.__table__

# Any number that nobody else locks; it puts writers of the log in one line.
_LOG_LOCK = 0x_C171C_9A7E


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decided; both None when the portal did so by itself."""

    id: str | None = None
    name: str | None = None


def row_of(executor: Any, package_id: str) -> Any | None:
    """Return the decision row of a dataset with the columns of ``GateRelease``, or None."""
    return executor.execute(sa.select(_release).where(_release.c.package_id == package_id)).first()


def released_among(executor: Any, package_ids: Iterable[str]) -> set[str]:
    """Return those of ``package_ids`` whose stored decision is *released* and unchanged."""
    query = sa.select(_release.c.package_id).where(
        _release.c.package_id.in_(list(package_ids)),
        _release.c.state == RELEASED,
        _release.c.content_hash == _release.c.current_hash,
    )
    return set(executor.execute(query).scalars())


def stale_in_index(executor: Any) -> list[str]:
    """Return the ids of datasets that are held while the search index may show them."""
    query = sa.select(_release.c.package_id).where(
        _release.c.is_index_stale, _release.c.state != RELEASED
    )
    return list(executor.execute(query).scalars())


def set_index_stale(executor: Any, package_id: str, is_stale: bool) -> None:
    """Note whether the search index may still show an older state of a dataset."""
    executor.execute(
        sa.update(_release)
        .where(_release.c.package_id == package_id)
        .values(is_index_stale=is_stale)
    )


def record(
    executor: Any,
    package_id: str,
    *,
    state: str,
    rule: Rule,
    reason: str,
    reviewer: Reviewer,
    content_hash: str | None,
    is_index_stale: bool,
) -> None:
    """Write a decision and its log entry; ``content_hash`` is that of the content decided on.

    A second writer waits here until the first has committed or rolled back.
    """
    executor.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOG_LOCK)))
    before = row_of(executor, package_id)
    decided_at = clock.now()
    values = {
        "state": state,
        "rule": rule.value,
        "reason": reason,
        "reviewer_id": reviewer.id,
        "reviewer_name": reviewer.name,
        "decided_at": decided_at,
        "content_hash": content_hash,
        "current_hash": content_hash,
        "is_index_stale": is_index_stale,
    }
    statement = insert(_release).values(package_id=package_id, **values)
    executor.execute(statement.on_conflict_do_update(index_elements=["package_id"], set_=values))
    last = executor.execute(
        sa.select(_log.c.seq, _log.c.entry_hash).order_by(_log.c.seq.desc()).limit(1)
    ).first()
    entry = {
        "seq": last.seq + 1 if last else 1,
        "at": decided_at,
        "package_id": package_id,
        "from_state": before.state if before else HELD,
        "to_state": state,
        "rule": rule.value,
        "reason": reason,
        "reviewer_id": reviewer.id,
        "content_hash": content_hash,
        "prev_hash": last.entry_hash if last else FIRST_PREV_HASH,
    }
    entry["entry_hash"] = entry_hash(_sealable(entry))
    executor.execute(sa.insert(_log).values(**entry))


def history(executor: Any, package_id: str) -> Sequence[Any]:
    """Return the log entries of a dataset, newest first."""
    query = sa.select(_log).where(_log.c.package_id == package_id).order_by(_log.c.seq.desc())
    return executor.execute(query).all()


def verify_log(executor: Any) -> tuple[int, Break | None, list[str]]:
    """Walk the whole log and compare each dataset's row with its last entry.

    Return the number of entries, the first break of the chain (None when it holds) and the ids of
    datasets whose row does not say what the log says last (a row was edited by hand, or the end
    of the log was cut off).
    """
    last: dict[str, Any] = {}
    count = 0

    def entries() -> Iterable[dict[str, Any]]:
        nonlocal count
        for row in executor.execute(sa.select(_log).order_by(_log.c.seq)):
            count += 1
            last[row.package_id] = row
            yield _sealable(row._mapping)

    found = first_break(entries())
    if found:
        return count, found, []
    rows = executor.execute(sa.select(_release)).all()
    return count, None, [row.package_id for row in rows if not _agrees(row, last)]


def _agrees(row: Any, last: dict[str, Any]) -> bool:
    entry = last.get(row.package_id)
    return entry is not None and (entry.to_state, entry.rule, entry.content_hash) == (
        row.state,
        row.rule,
        row.content_hash,
    )


def _sealable(entry: Any) -> dict[str, Any]:
    at = entry["at"].astimezone(timezone.utc).isoformat(timespec="microseconds")
    return {**entry, "at": at}
