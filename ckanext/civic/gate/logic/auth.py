"""Who may see, decide and list."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.plugins import get_permission_labels

from .. import config
from ..enforcement.labels import team_labels

__all__ = [
    "civic_gate_dataset_hold",
    "civic_gate_dataset_list",
    "civic_gate_dataset_release",
    "civic_gate_dataset_show",
    "civic_gate_release_show",
    "package_show",
]


@tk.chained_auth_function
@tk.auth_allow_anonymous_access
def package_show(next_auth: Any, context: Any, data_dict: Any) -> Any:
    """A dataset that the caller may not see is not there: never "forbidden", never its id."""
    result = next_auth(context, data_dict)
    if not result.get("success"):
        raise tk.ObjectNotFound()
    return result


@tk.auth_allow_anonymous_access
def civic_gate_dataset_show(context: Any, data_dict: dict[str, Any]) -> Any:
    """Members of the owning organisation and collaborators."""
    dataset = _readable_dataset(context, data_dict)
    user_labels = get_permission_labels().get_user_dataset_labels(context["auth_user_obj"])
    if set(team_labels(dataset)) & set(user_labels):
        return {"success": True}
    return _refuse(tk._("Only members of the organisation may see how it was decided."))


@tk.auth_allow_anonymous_access
def civic_gate_release_show(context: Any, data_dict: dict[str, Any]) -> Any:
    """Whoever may see the dataset may know when and in what role it was released."""
    _readable_dataset(context, data_dict)
    return {"success": True}


@tk.auth_allow_anonymous_access
def civic_gate_dataset_hold(context: Any, data_dict: dict[str, Any]) -> Any:
    """Whoever may edit the dataset may withdraw it at once."""
    dataset = _readable_dataset(context, data_dict)
    try:
        tk.check_access("package_update", _asker(context), {"id": dataset.id})
    except tk.NotAuthorized:
        return _refuse(tk._("Only editors of the organisation may hold it."))
    return {"success": True}


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def civic_gate_dataset_release(context: Any, data_dict: dict[str, Any]) -> Any:
    """A sysadmin or an administrator of the organisation who did not create the dataset."""
    dataset = _readable_dataset(context, data_dict)
    user = model.User.get(context.get("user")) if context.get("user") else None
    if user is None or user.is_deleted():
        return _refuse(tk._("Log in to decide on a release."))
    if not user.sysadmin and not _administers(user, dataset.owner_org):
        return _refuse(
            tk._("Only administrators of the organisation may release it. Ask one of them.")
        )
    if user.id == dataset.creator_user_id and not config.is_small_council():
        return _refuse(tk._("You created this dataset, so somebody else has to release it."))
    return {"success": True}


def civic_gate_dataset_list(context: Any, data_dict: dict[str, Any]) -> Any:
    """Everybody who is logged in; the list holds the datasets of their own organisations."""
    return {"success": True}


def _readable_dataset(context: Any, data_dict: dict[str, Any]) -> Any:
    """Return the ``model.Package``; raise ObjectNotFound when the caller may not see it."""
    dataset = model.Package.get(data_dict.get("id"))
    if dataset is None:
        raise tk.ObjectNotFound()
    tk.check_access("package_show", _asker(context), {"id": dataset.id})
    return dataset


def _asker(context: Any) -> Any:
    return {key: context[key] for key in ("user", "auth_user_obj") if key in context}


def _administers(user: Any, organization_id: str | None) -> bool:
    organizations = tk.get_action("organization_list_for_user")(
        {"user": user.name}, {"permission": "admin"}
    )
    return organization_id in [organization["id"] for organization in organizations]


def _refuse(message: str) -> dict[str, Any]:
    return {"success": False, "msg": message}
