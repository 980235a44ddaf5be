"""Who may do what: always what CKAN says about the resource itself."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import authz, model
from ckan.types import AuthResult, Context

__all__ = [
    "civic_harmonise_crosswalk_list",
    "civic_harmonise_crosswalk_show",
    "civic_harmonise_model_list",
    "civic_harmonise_model_show",
    "civic_harmonise_quality_show",
    "civic_harmonise_resource_run",
    "civic_harmonise_resource_show",
]


def civic_harmonise_resource_run(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may update the resource may run it."""
    return _as("resource_update", context, data_dict)


@tk.auth_allow_anonymous_access
def civic_harmonise_resource_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the resource may see its report."""
    return _as("resource_show", context, data_dict)


@tk.auth_allow_anonymous_access
def civic_harmonise_quality_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the dataset may see how good it is."""
    return _as("package_show", context, data_dict)


@tk.auth_allow_anonymous_access
def civic_harmonise_model_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The models are public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def civic_harmonise_model_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The models are public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def civic_harmonise_crosswalk_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The crosswalks that come with the product are public, saved ones are its council's own."""
    if data_dict.get("dataset"):
        return _as("package_update", context, {"id": data_dict["dataset"]})
    return {"success": True}


def civic_harmonise_crosswalk_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may edit datasets of the organization may see what it saved."""
    user = model.User.get(context.get("user") or "")
    organization_id = data_dict["organization_id"]
    if user is None or not authz.has_user_permission_for_group_or_org(
        organization_id, user.name, "update_dataset"
    ):
        return {"success": False, "msg": tk._("This crosswalk belongs to another organisation.")}
    return {"success": True}


def _as(core_function: str, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    try:
        tk.check_access(core_function, context, {"id": data_dict.get("id")})
    except tk.NotAuthorized as error:
        return {"success": False, "msg": str(error)}
    return {"success": True}
