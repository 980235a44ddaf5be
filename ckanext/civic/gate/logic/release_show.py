"""What anybody may know of a release: when it was, and in what role somebody made it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.civic.core import clock

from .. import register
from ..decision.rules import Rule
from ..enforcement.labels import decision_on
from . import schema

__all__ = ["civic_gate_release_show"]

PORTAL = "portal"
_ROLES = {
    Rule.REVIEWER_RELEASED.value: "reviewer",
    Rule.SMALL_COUNCIL_RELEASED.value: "publisher",
}


@tk.side_effect_free
def civic_gate_release_show(context: Any, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say when a public dataset was released, and in what role; never by whom or why.

    Whoever may see the dataset may ask.

    :param id: id or name of the dataset
    :returns: ``{id, role, released_at}``; ``role`` is ``reviewer`` (somebody who did not create
        it), ``publisher`` (the person who created it, on the portal of a small council) or
        ``portal`` (the portal itself, as it lets out copies); the time is ISO 8601 UTC
    :raises NotFound: when there is no such dataset, the caller may not see it, or it is held
    """
    tk.check_access("civic_gate_release_show", context, data_dict)
    data, errors = tk.navl_validate(data_dict, schema.show_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    dataset: Any = model.Package.get(data["id"])
    decision = _decision_of_release(dataset) if decision_on(dataset).allowed else None
    if decision is None:
        raise tk.ObjectNotFound(tk._("It is not released."))
    reviewer_id, rule, at = decision
    role = PORTAL if _is_portal(reviewer_id) else _ROLES[rule]
    return {"id": dataset.id, "role": role, "released_at": clock.isoformat(at)}


def _decision_of_release(dataset: Any) -> tuple[str | None, str, Any] | None:
    """Return reviewer's id, rule and time of the decision that the release rests on.

    A release that stands because replacing a file failed rests on the decision before that.
    """
    row = register.row_of(model.Session, dataset.id)
    if row is None or row.rule in _ROLES:
        return (row.reviewer_id, row.rule, row.decided_at) if row else None
    for entry in register.history(model.Session, dataset.id):
        if entry.rule in _ROLES and entry.content_hash == row.content_hash:
            return entry.reviewer_id, entry.rule, entry.at
    return None


def _is_portal(reviewer_id: str | None) -> bool:
    """Tell whether nobody in person decided: CKAN's own user did, or no user at all."""
    user: Any = model.Session.get(model.User, reviewer_id) if reviewer_id else None
    return reviewer_id is None or (user is not None and user.name == tk.config["ckan.site_id"])
