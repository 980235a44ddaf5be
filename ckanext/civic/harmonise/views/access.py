"""Who may open the pages of a dataset's files, and what they then act as."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def context() -> Any:
    """Return the context of an action on behalf of the visitor."""
    return {"user": tk.current_user.name, "auth_user_obj": tk.current_user}


def dataset_to_edit(id: str, resource_id: str | None = None) -> dict[str, Any]:
    """Return the dataset, or end the request: 404 for who may not see it, 403 for who only may.

    With ``resource_id`` it is also 404 when the dataset has no such resource.
    """
    try:
        dataset = tk.get_action("package_show")(context(), {"id": id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    try:
        tk.check_access("package_update", context(), {"id": dataset["id"]})
    except tk.NotAuthorized:
        return tk.abort(403, tk._("You are not allowed to edit this dataset."))
    if resource_id and resource_id not in {r["id"] for r in dataset["resources"]}:
        return tk.abort(404, tk._("Resource not found"))
    return dataset


def sentence(error: tk.ValidationError) -> str:
    """Return a validation error as one text."""
    return " ".join(str(text) for text in error.error_summary.values())
