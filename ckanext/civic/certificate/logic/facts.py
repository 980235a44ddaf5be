"""Collect what detectors look at, through the API and as the user who asks."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from ..evidence.base import DatasetFacts


def collect_facts(context: Context, dataset_id: str) -> DatasetFacts:
    """Return the facts about a dataset; raises CKAN's NotAuthorized and ObjectNotFound."""
    dataset = tk.get_action("package_show")(_fresh(context), {"id": dataset_id})
    page_url = tk.url_for(f"{dataset['type']}.read", id=dataset["name"], qualified=True)
    models = {r["civic_model"] for r in dataset["resources"] if r.get("civic_model")}
    shown = {name: _ask("civic_harmonise_model_show", context, name) for name in sorted(models)}
    return DatasetFacts(
        dataset=dataset,
        page_url=page_url,
        gate=_ask("civic_gate_dataset_show", context, dataset["id"]),
        models={name: found for name, found in shown.items() if found},
    )


def _ask(action: str, context: Context, object_id: str) -> dict[str, Any] | None:
    """Return another plugin's answer; None without that plugin or when it has nothing to say.

    The user was allowed to read the dataset, so whether its gate is open is no secret to them.
    """
    try:
        function = tk.get_action(action)
    except KeyError:
        return None
    try:
        return function({**_fresh(context), "ignore_auth": True}, {"id": object_id})
    except (tk.ObjectNotFound, tk.ValidationError):
        return None


def _fresh(context: Context) -> Context:
    """Return a context for another action: what CKAN caches in a context must not travel."""
    kept = ("model", "session", "user", "auth_user_obj", "ignore_auth")
    fresh: Any = {name: value for name, value in context.items() if name in kept}
    return fresh
