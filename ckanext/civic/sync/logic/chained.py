"""Only the origin changes a dataset: copies, and where they were born, are in sync's hands alone.

Other plugins name graphs and addresses by the origin (docs/explanation/architecture.md), so whoever
could write it could speak in another council's name.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context

from ckanext.civic.core.dataset_content import ORIGIN_PREFIX, dataset_content

from ..model import Record, RecordState

__all__ = ["package_create", "package_update"]

# in the context of the actions by which sync writes a copy; no request can set it
WRITES_COPY = "civic_sync_writes_copy"


@tk.chained_action
def package_create(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Refuse a new dataset that claims another origin."""
    _keep_origin(context, data_dict, {})
    return next_action(context, data_dict)


@tk.chained_action
def package_update(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Keep a dataset's origin as it is, also when the form leaves it out; refuse to edit a copy."""
    dataset = model.Package.get(data_dict.get("id") or data_dict.get("name") or "")
    if dataset is not None:
        _keep_origin(context, data_dict, _stored_origin(dataset))
        _keep_copy(context, data_dict, dataset.id)
    return next_action(context, data_dict)


def _stored_origin(dataset: model.Package) -> dict[str, str]:
    extras = dict(dataset.extras)
    return {key: value for key, value in extras.items() if key.startswith(ORIGIN_PREFIX)}


def _keep_copy(context: Context, data_dict: dict[str, Any], package_id: str) -> None:
    record = Record.of_dataset(package_id)
    if context.get(WRITES_COPY) or record is None or record.state == RecordState.GONE.value:
        return
    shown = tk.get_action("package_show")(Context(ignore_auth=True), {"id": package_id})
    try:
        is_same = dataset_content(data_dict) == dataset_content(shown)
    except (AttributeError, KeyError, TypeError):
        is_same = False  # not in the shape of a dataset: whatever it is, it is another content
    if not is_same:
        raise tk.ValidationError(
            {
                "origin": [
                    tk._(
                        "This dataset is a copy of one at {site}, where it is kept. "
                        "Change it there: the next pull brings the change here."
                    ).format(site=record.origin)
                ]
            }
        )


def _keep_origin(context: Context, data_dict: dict[str, Any], stored: dict[str, str]) -> None:
    given = data_dict.get("extras") or []
    if context.get(WRITES_COPY) or not isinstance(given, list):
        return
    own = [extra for extra in given if not _is_about_origin(extra)]
    claimed = {extra["key"]: extra.get("value") for extra in given if _is_about_origin(extra)}
    if any(stored.get(key) != value for key, value in claimed.items()):
        raise tk.ValidationError(
            {
                "extras": [
                    tk._("The fields civic_origin… say where a copy was born. Leave them alone.")
                ]
            }
        )
    data_dict["extras"] = own + [{"key": key, "value": stored[key]} for key in sorted(stored)]


def _is_about_origin(extra: Any) -> bool:
    return isinstance(extra, dict) and str(extra.get("key", "")).startswith(ORIGIN_PREFIX)
