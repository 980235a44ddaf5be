"""Bring descriptions in step: of what is queued, and of everything when the mapping changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock
from ckanext.civic.core.canonical import content_hash
from ckanext.civic.core.errors import CivicError

from .. import config
from ..errors import DescriptionsBehind
from ..mapping.version import mapping_version
from ..model import CivicRdfDescribedBy, CivicRdfDescription, CivicRdfOutbox
from .describing_many import describe_new
from .descriptions import settle
from .facts import told_by
from .queue import postpone, remember, wake_worker
from .reasons import DESCRIBE_ANEW

log = logging.getLogger(__name__)

_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('civic_rdf_described_by', 0))")

Note = Callable[[str, Exception], str]  # (dataset id, what went wrong) -> words to keep


def fingerprint() -> str:
    """Return what a description depends on besides its dataset.

    That is the mapping, the settings, and which other plugins tell something.
    """
    return content_hash([mapping_version(), asdict(config.site()), told_by()])


def queue_when_described_otherwise() -> bool:
    """Queue every dataset when they were described by another mapping or never; commit.

    Tells whether it did. The first flush of a portal that has datasets already starts here.
    """
    session = model.Session
    now_by = fingerprint()
    if _described_by() == now_by:
        return False
    session.execute(_LOCK)
    if _described_by() == now_by:
        session.commit()
        return False
    queue_everything(DESCRIBE_ANEW)
    session.execute(sa.delete(CivicRdfDescribedBy))
    session.execute(
        sa.insert(CivicRdfDescribedBy).values(fingerprint=now_by, queued_at=clock.now())
    )
    session.commit()
    return True


def is_first_time() -> bool:
    """Tell whether no flush has looked at this portal's datasets yet."""
    return _described_by() is None


def queue_everything(reason: str) -> int:
    """Queue every dataset that is public or described; return how many. Does not commit."""
    session = model.Session
    public = sa.select(model.Package.id).where(
        model.Package.state == model.State.ACTIVE, model.Package.private.is_(False)
    )
    described = sa.select(CivicRdfDescription.package_id).where(
        CivicRdfDescription.content.is_not(None)
    )
    ids = sorted(session.scalars(sa.union(public, described)))
    remember(session, ids, reason)
    return len(ids)


def catch_up(limit_s: float) -> None:
    """Describe what changed, for up to ``limit_s`` seconds, before somebody reads descriptions.

    Raises DescriptionsBehind when this portal's datasets were never all described and that takes
    longer: half a catalogue must not pass for the whole one.
    """
    session = model.Session
    is_first = is_first_time()
    if is_first:
        queue_when_described_otherwise()
        wake_worker()
    until = time.monotonic() + limit_s
    describe_new(limit_s=limit_s)
    left = settle_waiting(_noted, limit_s=until - time.monotonic())
    if not left:
        return
    never = sa.select(sa.func.count(sa.distinct(CivicRdfOutbox.package_id))).where(
        CivicRdfOutbox.settled_at.is_(None),
        CivicRdfOutbox.attempts == 0,
        CivicRdfOutbox.reason == DESCRIBE_ANEW,
        CivicRdfOutbox.package_id.not_in(sa.select(CivicRdfDescription.package_id)),
    )
    if session.scalar(never):
        raise DescriptionsBehind(
            f"The catalogue is being described for the first time; {left} datasets are left.",
            advice="Try again in a few minutes.",
        )


def describe_everything() -> list[tuple[str, str]]:
    """Describe whatever waits, however long it takes; return the datasets that failed, and why."""
    failed: list[tuple[str, str]] = []

    def note(package_id: str, error: Exception) -> str:
        message = _noted(package_id, error)
        failed.append((package_id, message))
        return message

    queue_when_described_otherwise()
    describe_new()
    settle_waiting(note)
    return failed


def settle_waiting(note: Note, *, limit_s: float | None = None) -> int:
    """Settle what is queued and due, first come first served; return how many datasets are left.

    Stops after ``limit_s`` seconds. One that fails is postponed and does not stop the others.
    """
    until = None if limit_s is None else time.monotonic() + limit_s
    waiting = _waiting()
    for number, package_id in enumerate(waiting):
        if until is not None and time.monotonic() >= until:
            return len(waiting) - number
        try:
            settle(package_id)
        except Exception as error:  # the one boundary: one dataset must not keep the others back
            model.Session.rollback()
            postpone(_rows_of(package_id), note(package_id, error))
    return 0


def _noted(package_id: str, error: Exception) -> str:
    kind = type(error).__name__
    log.warning("Dataset %s could not be described: %s", package_id, kind)
    return str(error) if isinstance(error, CivicError) else f"An unforeseen fault ({kind})."


def _waiting() -> list[str]:
    query = (
        sa.select(CivicRdfOutbox.package_id)
        .where(CivicRdfOutbox.settled_at.is_(None), CivicRdfOutbox.next_try_at <= clock.now())
        .group_by(CivicRdfOutbox.package_id)
        .order_by(sa.func.min(CivicRdfOutbox.id))
    )
    return list(model.Session.scalars(query))


def _rows_of(package_id: str) -> list[int]:
    query = sa.select(CivicRdfOutbox.id).where(
        CivicRdfOutbox.package_id == package_id, CivicRdfOutbox.settled_at.is_(None)
    )
    return list(model.Session.scalars(query))


def _described_by() -> str | None:
    return model.Session.scalar(sa.select(CivicRdfDescribedBy.fingerprint))
