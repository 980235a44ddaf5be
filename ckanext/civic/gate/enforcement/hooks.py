"""Hold every new dataset, and hold a released one again in the transaction that changes it."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .. import register
from ..decision.rules import ADVICE, HELD, RELEASED, Rule
from . import visibility
from .acting import acting
from .content import content_hash_of


class GateDatasetHooks:
    """The methods of IPackageController that enforce decisions.

    CKAN calls ``create``, ``edit`` and ``delete`` before it writes the index and commits.
    """

    def create(self, entity: Any) -> None:
        _require_owner(entity)
        entity.private = True
        model.Session.flush()

    def edit(self, entity: Any) -> None:
        _reload(entity)
        _require_owner(entity)
        row = register.row_of(model.Session, entity.id)
        if row is None or row.state != RELEASED:
            entity.private = True
        else:
            visibility.note(entity.id)
            _hold_if_changed(entity, row)
        model.Session.flush()

    def after_dataset_update(self, context: Any, pkg_dict: dict[str, Any]) -> None:
        if not context.get("defer_commit"):
            register.set_index_stale(model.Session, pkg_dict["id"], False)

    def delete(self, entity: Any) -> None:
        row = register.row_of(model.Session, entity.id)
        if row is not None and row.state == RELEASED:
            visibility.note(entity.id)
            _hold(entity, Rule.NOT_ACTIVE, row.content_hash)

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        stale = register.stale_in_index(model.Session)
        if stale:
            without = f"-id:({' OR '.join(stale)})"
            search_params["fq_list"] = [*(search_params.get("fq_list") or ()), without]
        return search_params

    def after_dataset_search(
        self, search_results: dict[str, Any], search_params: dict[str, Any]
    ) -> dict[str, Any]:
        """Drop what an outdated index still calls public."""
        results = search_results["results"]
        called_public = [found["id"] for found in results if _is_called_public(found)]
        if called_public:
            gone = set(called_public) - register.released_among(model.Session, called_public)
            search_results["results"] = [r for r in results if r.get("id") not in gone]
            search_results["count"] -= len(results) - len(search_results["results"])
        return search_results


def _is_called_public(found: dict[str, Any]) -> bool:
    return "id" in found and found.get("private") is False


def _hold_if_changed(entity: Any, row: Any) -> None:
    if entity.state != "active":
        _hold(entity, Rule.NOT_ACTIVE, row.content_hash)
    elif entity.private:
        _hold(entity, Rule.MADE_PRIVATE, row.content_hash)
    else:
        current = content_hash_of(entity.id)
        if current != row.content_hash:
            _hold(entity, Rule.CHANGED, current)


def _hold(entity: Any, rule: Rule, content_hash: str | None) -> None:
    entity.private = True
    register.record(
        model.Session,
        entity.id,
        state=HELD,
        rule=rule,
        reason=ADVICE[rule],
        reviewer=acting(),
        content_hash=content_hash,
        is_index_stale=False,
    )


def _reload(entity: Any) -> None:
    """Write what is pending and forget it, so that what is decided on is what is stored.

    Without this a value set from text differs from the same value read back, and a flag that
    another transaction changed meanwhile would look unchanged.
    """
    model.Session.flush()
    for resource in entity.resources:
        model.Session.expire(resource)
    model.Session.expire(entity)


def _require_owner(entity: Any) -> None:
    if entity.owner_org:
        return
    model.Session.rollback()
    raise tk.ValidationError(
        {
            "owner_org": [
                tk._("A dataset is held until it is released, so it needs an organisation.")
            ]
        }
    )
