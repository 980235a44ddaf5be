"""Who may do what."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = [
    "civic_rdf_dataset_refresh",
    "civic_rdf_dataset_show",
    "civic_rdf_dataset_validate",
    "civic_rdf_graph_list",
    "civic_rdf_outbox_flush",
    "civic_rdf_status_show",
]


@tk.auth_allow_anonymous_access
def civic_rdf_dataset_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the dataset may see its graphs."""
    return _as("package_show", context, data_dict)


def civic_rdf_dataset_refresh(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may update the dataset may have its graphs written again."""
    return _as("package_update", context, data_dict)


def civic_rdf_dataset_validate(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may mend the dataset may know what there is to mend."""
    return _as("package_update", context, data_dict)


@tk.auth_allow_anonymous_access
def civic_rdf_graph_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The store holds only what is public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def civic_rdf_status_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The counts are public; the action keeps the errors for sysadmins."""
    return {"success": True}


def civic_rdf_outbox_flush(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Sysadmins only: CKAN lets them through before it asks here."""
    return {"success": False, "msg": tk._("Only sysadmins may write to the quad store.")}


def _as(core_function: str, context: Context, data_dict: dict[str, Any]) -> AuthResult:
    try:
        tk.check_access(core_function, context, {"id": data_dict.get("id")})
    except tk.NotAuthorized as error:
        return {"success": False, "msg": str(error)}
    return {"success": True}
