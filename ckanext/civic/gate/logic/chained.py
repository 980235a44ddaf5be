"""CKAN's own writes, as the gate lets them through."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from ..enforcement import files, replacement, visibility
from ..enforcement.acting import acting_as
from ..enforcement.existence import dataset_in, require_readable

__all__ = ["dataset_purge", "package_delete", "package_owner_org_update", "package_update"]


@tk.chained_action
def package_update(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Bind uploads by hash, close before overwriting a file, announce what changed."""
    dataset_id = dataset_in("id", "name")(data_dict)
    if not dataset_id:
        return next_action(context, data_dict)
    require_readable(context, dataset_id)
    dataset = model.Package.get(dataset_id)
    if dataset is None:
        return next_action(context, data_dict)
    resources = _dicts(data_dict.get("resources"))
    stored = files.stored_resources(dataset.id) if resources else {}
    files.stamp_hashes(resources, stored)
    with acting_as(context), visibility.announced_afterwards():
        if not files.replaces_a_file(resources, stored):
            return next_action(context, data_dict)
        tk.check_access("package_update", _asking_again(context), {"id": dataset.id})
        return _replace_file(next_action, context, data_dict, dataset.id)


@tk.chained_action
def package_delete(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Hold what is deleted, and announce it."""
    require_readable(context, dataset_in("id")(data_dict))
    with acting_as(context), visibility.announced_afterwards():
        return next_action(context, data_dict)


@tk.chained_action
def dataset_purge(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Announce that a dataset is gone."""
    dataset = model.Package.get(tk.get_or_bust(data_dict, "id"))
    package_id = dataset.id if dataset else None
    require_readable(context, package_id)
    with acting_as(context), visibility.announced_afterwards():
        result = next_action(context, data_dict)
        if package_id:
            visibility.note(package_id)
    return result


@tk.chained_action
def package_owner_org_update(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
    """Refuse to leave a dataset without an organisation: nobody could then review it."""
    require_readable(context, dataset_in("id")(data_dict))
    if not data_dict.get("organization_id"):
        tk.check_access("package_owner_org_update", _asking_again(context), data_dict)
        # package_create comes here with the dataset half made
        model.Session.rollback()
        raise tk.ValidationError(
            {"organization_id": [tk._("A dataset needs an organisation that can review it.")]}
        )
    return next_action(context, data_dict)


def _replace_file(next_action: Any, context: Any, data_dict: Any, package_id: str) -> Any:
    before = replacement.close_first(package_id)
    try:
        return next_action(context, data_dict)
    except Exception:
        if before is not None and replacement.reopen_if_untouched(before):
            visibility.forget(package_id)
        visibility.announce_noted()
        raise


def _asking_again(context: Any) -> Any:
    """Return a context for one more access check that leaves the action's own untouched."""
    return {key: context[key] for key in ("user", "auth_user_obj", "ignore_auth") if key in context}


def _dicts(resources: Any) -> list[dict[str, Any]]:
    if not isinstance(resources, list):
        return []
    return [resource for resource in resources if isinstance(resource, dict)]
