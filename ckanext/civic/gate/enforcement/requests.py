"""Answer "not found" before any page about a dataset that the visitor may not see is built."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from .existence import require_readable, resource_in


def hide_unreadable() -> None:
    """Abort with 404 when a request's address names a dataset or resource hidden from its sender.

    Runs before the views of every plugin. Core's pages check rights in different orders, so that
    some answer 403 for what is there and 404 for what is not.
    """
    named = tk.request.view_args or {}
    if "package_type" not in named and "resource_id" not in named:
        return
    asker: Any = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    try:
        if "package_type" in named and "id" in named:
            require_readable(asker, named["id"])
        if "resource_id" in named:
            require_readable(asker, resource_in("resource_id")(named))
    except tk.ObjectNotFound:
        tk.abort(404, tk._("Dataset not found"))
