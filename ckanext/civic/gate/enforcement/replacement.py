"""Close a released dataset before one of its files is overwritten.

CKAN writes the new file over the old one before it commits, and does not put the old one back
when the commit fails. The old release must not cover the new bytes for that moment, or for ever.
"""

from __future__ import annotations

from typing import Any

from ckan import model

from .. import register
from ..decision.rules import ADVICE, HELD, RELEASED, Rule
from . import files, visibility
from .acting import acting
from .content import content_hash_of

# Longest wait for another decision that is being written.
_LOCK_TIMEOUT_S = 10


def close_first(package_id: str) -> Any | None:
    """Hold a released dataset at once, in a transaction of its own; return its row before.

    Returns None when it was not released. Raises OperationalError when another writer keeps the
    log locked for too long: nothing is overwritten then.
    """
    row = register.row_of(model.Session, package_id)
    if row is None or row.state != RELEASED:
        return None
    _write(package_id, HELD, Rule.FILE_REPLACED, ADVICE[Rule.FILE_REPLACED], acting(), row)
    visibility.note(package_id)
    return row


def reopen_if_untouched(before: Any) -> bool:
    """Put a release back after a failed replacement; only if every byte is as approved."""
    model.Session.rollback()
    package_id = before.package_id
    untouched = (
        not files.wrong_files(package_id) and content_hash_of(package_id) == before.content_hash
    )
    model.Session.rollback()
    if untouched:
        reviewer = register.Reviewer(before.reviewer_id, before.reviewer_name)
        reason = ADVICE[Rule.NOTHING_CHANGED]
        _write(package_id, RELEASED, Rule.NOTHING_CHANGED, reason, reviewer, before)
    return untouched


def _write(
    package_id: str, state: str, rule: Rule, reason: str, reviewer: register.Reviewer, before: Any
) -> None:
    engine: Any = model.Session.get_bind()
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT_S}s'")
        register.record(
            connection,
            package_id,
            state=state,
            rule=rule,
            reason=reason,
            reviewer=reviewer,
            content_hash=before.content_hash,
            is_index_stale=state == HELD,
        )
