"""Who may do what: peers and runs are the sysadmins' business, a dataset's origin its readers'."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = [
    "civic_sync_dataset_show",
    "civic_sync_peer_check",
    "civic_sync_peer_create",
    "civic_sync_peer_delete",
    "civic_sync_peer_list",
    "civic_sync_peer_pull",
    "civic_sync_peer_show",
    "civic_sync_peer_update",
    "civic_sync_run_list",
    "civic_sync_run_show",
    "civic_sync_verify",
]


def _sysadmins_only(context: Context, data_dict: dict[str, Any] | None) -> AuthResult:
    """Refuse; CKAN lets sysadmins pass before it asks."""
    return {"success": False, "msg": tk._("Only sysadmins may see and change the peers.")}


civic_sync_peer_check = _sysadmins_only
civic_sync_peer_create = _sysadmins_only
civic_sync_peer_delete = _sysadmins_only
civic_sync_peer_list = _sysadmins_only
civic_sync_peer_pull = _sysadmins_only
civic_sync_peer_show = _sysadmins_only
civic_sync_peer_update = _sysadmins_only
civic_sync_run_list = _sysadmins_only
civic_sync_run_show = _sysadmins_only
civic_sync_verify = _sysadmins_only


@tk.auth_allow_anonymous_access
def civic_sync_dataset_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Allow whoever may read the dataset."""
    try:
        tk.check_access("package_show", context, data_dict)
    except tk.NotAuthorized as error:
        return {"success": False, "msg": str(error.message or "")}
    return {"success": True}
