"""The list of datasets with their decisions, from the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.core import clock

from ..decision.rules import ADVICE, HELD, RELEASED, Rule
from ..model import GateRelease

# The most that one call answers.
_LIMIT = 1000

_release: Any = GateRelease.__table__
_is_released = sa.and_(
    _release.c.state == RELEASED,
    _release.c.content_hash == _release.c.current_hash,
    model.Package.private.is_(False),
)


def page(
    *,
    organization_ids: list[str] | None,
    state: str | None,
    organization: str | None,
    limit: int,
    offset: int,
) -> dict[str, Any]:
    """Return ``{count, results}``; ``organization_ids`` None means every organisation.

    Oldest change first: what has waited longest is on top.
    """
    conditions: list[Any] = [model.Package.state == "active"]
    if organization_ids is not None:
        conditions.append(model.Package.owner_org.in_(organization_ids))
    if organization:
        conditions.append(sa.or_(model.Group.id == organization, model.Group.name == organization))
    if state == RELEASED:
        conditions.append(_is_released)
    elif state == HELD:
        conditions.append(sa.not_(sa.func.coalesce(_is_released, False)))
    query = (
        sa.select(model.Package, model.Group, _release)
        .outerjoin(_release, _release.c.package_id == model.Package.id)
        .outerjoin(model.Group, model.Group.id == model.Package.owner_org)
        .where(*conditions)
    )
    count = model.Session.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar()
    ordered = query.order_by(model.Package.metadata_modified, model.Package.id)
    rows = model.Session.execute(ordered.limit(min(limit, _LIMIT)).offset(offset)).all()
    return {"count": count, "results": [_listed(row) for row in rows]}


def _listed(row: Any) -> dict[str, Any]:
    dataset, organization = row[0], row[1]
    decided = row.decided_at is not None
    is_released = (
        decided
        and row.state == RELEASED
        and row.content_hash == row.current_hash
        and not dataset.private
    )
    return {
        "id": dataset.id,
        "name": dataset.name,
        "title": dataset.title or dataset.name,
        "organization": organization and {"name": organization.name, "title": organization.title},
        "state": RELEASED if is_released else HELD,
        "reason": row.reason if decided else ADVICE[Rule.NO_DECISION],
        "rule": row.rule if decided else Rule.NO_DECISION.value,
        "reviewer": row.reviewer_name if decided else None,
        "decided_at": clock.isoformat(row.decided_at) if decided else None,
        "modified_at": clock.isoformat(dataset.metadata_modified),
    }
