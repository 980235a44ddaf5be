"""Keep every surface from showing what has been hidden but is still described.

Between a decision to hide a dataset and the worker's next flush its description is still there.
Whatever shows descriptions calls `before_serving` first, and when it streams for long, again.
"""

from __future__ import annotations

import logging

import sqlalchemy as sa
from ckan import model

from ..errors import DescriptionsBehind
from ..model import CivicRdfDescription, CivicRdfOutbox
from .anonymous import visible_dataset
from .descriptions import settle
from .reasons import HARMLESS, NAMED_CHANGED

log = logging.getLogger(__name__)

# By dataset, at which newest row of the outbox it was found visible; what hides it adds a row.
_found_visible: dict[str, int] = {}
_MOST_REMEMBERED = 100_000  # datasets, about 20 MB


def before_serving() -> None:
    """Erase the description of every dataset that is hidden by now. Commits.

    Raises DescriptionsBehind when that could not be done: then nothing may be shown.
    """
    try:
        for package_id in _hidden_in_core():
            settle(package_id)
        for package_id, newest in _changed():
            if _found_visible.get(package_id) == newest:
                continue
            if visible_dataset(package_id) is None:
                settle(package_id)
            else:
                _remember(package_id, newest)
        for package_id in _naming_what_changed():
            settle(package_id)
    except Exception as error:  # whatever it is, what is hidden must not be shown
        model.Session.rollback()
        log.warning("Hidden datasets could not be erased: %s", type(error).__name__)
        raise DescriptionsBehind(
            "Something that was hidden could not be withdrawn yet.", advice="Try again later."
        ) from error


def _hidden_in_core() -> list[str]:
    """Return the datasets that are described, but deleted, purged or private.

    This needs no row in the outbox, and so sees what another program hid.
    """
    query = (
        sa.select(CivicRdfDescription.package_id)
        .outerjoin(model.Package, model.Package.id == CivicRdfDescription.package_id)
        .where(
            CivicRdfDescription.content.is_not(None),
            sa.or_(
                model.Package.id.is_(None),
                model.Package.state != model.State.ACTIVE,
                model.Package.private.is_not(False),
            ),
        )
    )
    return list(model.Session.scalars(query))


def _changed() -> list[tuple[str, int]]:
    """Return the described datasets that changed since they were settled, with the newest row."""
    query = (
        sa.select(CivicRdfOutbox.package_id, sa.func.max(CivicRdfOutbox.id))
        .join(CivicRdfDescription, CivicRdfDescription.package_id == CivicRdfOutbox.package_id)
        .where(
            CivicRdfDescription.content.is_not(None),
            CivicRdfOutbox.settled_at.is_(None),
            CivicRdfOutbox.reason.not_in(HARMLESS),
        )
        .group_by(CivicRdfOutbox.package_id)
    )
    return [(package_id, newest) for package_id, newest in model.Session.execute(query)]


def _naming_what_changed() -> list[str]:
    """Return the described datasets that may still name one that is hidden by now."""
    query = sa.select(CivicRdfOutbox.package_id).where(
        CivicRdfOutbox.settled_at.is_(None), CivicRdfOutbox.reason == NAMED_CHANGED
    )
    return list(model.Session.scalars(query.distinct()))


def _remember(package_id: str, newest: int) -> None:
    if len(_found_visible) >= _MOST_REMEMBERED:
        _found_visible.clear()
    _found_visible[package_id] = newest
