"""Who acts."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import Context


def name_of(context: Context) -> str:
    """Return the caller's user name, or the portal's own for the command line and for jobs."""
    return context.get("user") or tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
