"""Bring descriptions in step: of what is queued, and of everything when the mapping changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock
from ckanext.civic.core.canonical import content_hash

from .. import config
from ..mapping.version import mapping_version
from ..model import CivicRdfDescribedBy, CivicRdfDescription, CivicRdfOutbox
from .descriptions import settle
from .queue import postpone, remember

DESCRIBE_ANEW = "described anew"
_LOCK = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('civic_rdf_described_by', 0))")

Note = Callable[[str, Exception], str]  # (dataset id, what went wrong) -> words to keep


def fingerprint() -> str:
    """Return what a description depends on besides its dataset: the mapping and the settings."""
    return content_hash([mapping_version(), asdict(config.site())])


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
        CivicRdfDescription.is_current, CivicRdfDescription.content.is_not(None)
    )
    ids = sorted(session.scalars(sa.union(public, described)))
    remember(session, ids, reason)
    return len(ids)


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
