"""What templates of civic_harmonise, and its additions to core's templates, ask for."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core.shown_time import civic_time

__all__ = ["civic_harmonise_crosswalks", "civic_harmonise_list_title", "civic_time"]


def civic_harmonise_crosswalks(dataset_name: str | None = None) -> list[dict[str, Any]]:
    """Return the crosswalks that a publisher can choose from: id, title, model.

    Those that the dataset's council saved come first.
    """
    data = {"dataset": dataset_name} if dataset_name else {}
    context: Any = {"user": tk.current_user.name}
    try:
        return tk.get_action("civic_harmonise_crosswalk_list")(context, data)
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.get_action("civic_harmonise_crosswalk_list")(context, {})


def civic_harmonise_list_title(name: str) -> str:
    """Return what a list of rows is, by its file's name."""
    if name.endswith(".quarantine.csv"):
        return tk._("The rows that were left out, as they were (CSV)")
    if name.endswith(".findings.csv"):
        return tk._("All rows that a check found (CSV)")
    if name.endswith(".changes.csv"):
        return tk._("All values that were changed (CSV)")
    return name
