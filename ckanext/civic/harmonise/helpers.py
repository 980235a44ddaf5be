"""What templates of civic_harmonise, and its additions to core's templates, ask for."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core.shown_time import civic_time

__all__ = ["civic_harmonise_crosswalks", "civic_time"]


def civic_harmonise_crosswalks() -> list[dict[str, Any]]:
    """Return the crosswalks that a publisher can choose from: id, title, model."""
    return tk.get_action("civic_harmonise_crosswalk_list")({"user": tk.current_user.name}, {})
