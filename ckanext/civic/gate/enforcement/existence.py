"""Answer "not found" wherever CKAN would tell a stranger that a hidden dataset exists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

Finder = Callable[[dict[str, Any]], "str | None"]


def require_readable(context: Any, package_id: str | None) -> None:
    """Raise the ObjectNotFound of an absent dataset unless the caller may read this one.

    ``package_id`` is an id or a name; None stands for an absent dataset.
    """
    if context.get("ignore_auth"):
        return
    asker: Any = {key: context[key] for key in ("user", "auth_user_obj") if key in context}
    try:
        if not package_id:
            raise tk.ObjectNotFound()
        tk.check_access("package_show", asker, {"id": package_id})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        raise tk.ObjectNotFound() from None


def dataset_in(*keys: str) -> Finder:
    """Return a finder of the dataset whose id or name is under the first of ``keys`` given."""

    def find(data_dict: dict[str, Any]) -> str | None:
        # as it comes: core's bulk update passes a row of one column, and reads it back so
        return next((data_dict[key] for key in keys if data_dict.get(key)), None)

    return find


def resource_in(key: str) -> Finder:
    """Return a finder of the dataset whose resource's id is under ``key``."""

    def find(data_dict: dict[str, Any]) -> str | None:
        resource = model.Resource.get(str(data_dict.get(key) or ""))
        return resource.package_id if resource else None

    return find


def view_in(key: str) -> Finder:
    """Return a finder of the dataset whose resource view's id is under ``key``."""

    def find(data_dict: dict[str, Any]) -> str | None:
        view = model.ResourceView.get(str(data_dict.get(key) or ""))
        return resource_in("id")({"id": view.resource_id}) if view else None

    return find


def only_when_readable(find: Finder, *, is_read: bool = False) -> Any:
    """Return a chained action that first requires the dataset that ``find`` names."""

    def action(next_action: Any, context: Any, data_dict: dict[str, Any]) -> Any:
        require_readable(context, find(data_dict))
        return next_action(context, data_dict)

    chained = tk.chained_action(action)
    return tk.side_effect_free(chained) if is_read else chained


def guarded_actions() -> dict[str, Any]:
    """Return the chained actions by name.

    Left out: ``package_show`` and ``resource_show`` (chained as auth functions), what goes through
    them, and what ``chained.py`` guards together with something else.
    """
    dataset = dataset_in("id")
    reads = {
        "package_relationships_list": dataset_in("id", "subject"),
        "dataset_follower_count": dataset,
        "dataset_follower_list": dataset,
        "am_following_dataset": dataset,
        "package_collaborator_list": dataset,
        "resource_view_list": resource_in("id"),
        "resource_view_show": view_in("id"),
    }
    writes = {
        "follow_dataset": dataset,
        "unfollow_dataset": dataset,
        "package_collaborator_create": dataset,
        "package_collaborator_delete": dataset,
        "package_patch": dataset,
        "resource_create": dataset_in("package_id"),
        "resource_update": resource_in("id"),
        "resource_patch": resource_in("id"),
        "resource_delete": resource_in("id"),
        "resource_view_create": resource_in("resource_id"),
        "resource_view_update": view_in("id"),
        "resource_view_delete": view_in("id"),
        "resource_view_reorder": resource_in("id"),
    }
    return {
        **{name: only_when_readable(find, is_read=True) for name, find in reads.items()},
        **{name: only_when_readable(find) for name, find in writes.items()},
    }
