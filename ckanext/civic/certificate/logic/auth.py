"""Whoever may read a dataset may read how ready it is."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["civic_certificate_dataset_show", "civic_certificate_ruleset_show"]


@tk.auth_allow_anonymous_access
def civic_certificate_dataset_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """As package_show, with the gate's or any other plugin's rules on it."""
    try:
        tk.check_access("package_show", context, {"id": data_dict.get("id")})
    except tk.NotAuthorized as error:
        return {"success": False, "msg": str(error)}
    return {"success": True}


@tk.auth_allow_anonymous_access
def civic_certificate_ruleset_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """The rule stands on every page of readiness."""
    return {"success": True}
