"""Bring CKAN's private flag and the search index in step with the decisions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock

from ..decision.rules import RELEASED
from ..model import GateRelease
from . import index

_release: Any = GateRelease.__table__


def close_unreleased() -> tuple[int, int]:
    """Make private every dataset without a release and index it, and what the index has missed.

    Returns how many were made private and how many were indexed.
    """
    released = sa.select(_release.c.package_id).where(_release.c.state == RELEASED)
    open_query = model.Session.query(model.Package).filter(
        model.Package.private.is_(False), model.Package.id.notin_(released)
    )
    closed = []
    for dataset in open_query:
        dataset.private = True
        dataset.metadata_modified = clock.now().replace(tzinfo=None)
        closed.append(dataset.id)
    model.Session.commit()
    stale = sa.select(_release.c.package_id).where(_release.c.is_index_stale)
    waiting = {*closed, *model.Session.execute(stale).scalars()}
    return len(closed), sum(index.refresh(package_id) for package_id in sorted(waiting))
