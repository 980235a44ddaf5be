"""What a change of a dataset means for the files that were made from its files.

The core action is wrapped, because every way of adding, changing and removing an uploaded file
(form, API, patch, revise, delete) ends in it.
"""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Action, Context

from ckanext.civic.core.errors import CivicError

from . import fields, left_over
from .caller import name_of
from .queue import queue_run

log = logging.getLogger(__name__)

# Key of the context with which a crosswalk is named without a run
NO_RUN = "civic_harmonise_no_run"


@tk.chained_action
def package_update(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Remove outputs together with their source, and queue a run for each changed source."""
    before = _stored_resources(data_dict.get("id") or data_dict.get("name"))
    after = data_dict.get("resources")
    if isinstance(after, list) and all(isinstance(resource, dict) for resource in after):
        kept = fields.without_orphans(before, after)
        if len(kept) != len(after):
            data_dict["resources"] = kept
    result = next_action(context, data_dict)
    _queue_changed(context, before, result)
    _forget_removed(context, before, result)
    return result


@tk.chained_action
def package_delete(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Remove the private files of the dataset's files."""
    return _without_private_files(next_action, context, data_dict)


@tk.chained_action
def dataset_purge(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    """Remove the private files of the dataset's files."""
    return _without_private_files(next_action, context, data_dict)


def _without_private_files(next_action: Action, context: Context, data_dict: dict[str, Any]) -> Any:
    dataset = model.Package.get(data_dict.get("id"))
    files = [one.id for one in dataset.resources_all] if dataset else []
    kept = left_over.kept_for(files)  # a purge forgets whose they are
    result = next_action(context, data_dict)
    left_over.forget(kept)
    return result


def _stored_resources(name_or_id: Any) -> list[dict[str, Any]]:
    dataset = model.Package.get(name_or_id) if name_or_id else None
    if dataset is None:
        return []
    return [
        {
            **(resource.extras or {}),
            "id": resource.id,
            "url_type": resource.url_type,
            "last_modified": resource.last_modified,
        }
        for resource in dataset.resources
    ]


def _queue_changed(context: Context, before: list[dict[str, Any]], result: Any) -> None:
    if context.get("defer_commit") or context.get(NO_RUN):
        return  # nothing is stored yet, whoever commits runs what they changed; or none is wanted
    dataset = model.Package.get(result["id"] if isinstance(result, dict) else result)
    if dataset is None or dataset.extras.get("civic_origin"):
        return
    for resource in fields.changed_sources(before, _stored_resources(dataset.id)):
        try:
            queue_run(
                resource["id"],
                dataset.id,
                resource[fields.CROSSWALK],
                user=name_of(context),
                only_when_new=True,
            )
        except CivicError as error:
            log.warning("%s", error)


def _forget_removed(context: Context, before: list[dict[str, Any]], result: Any) -> None:
    if context.get("defer_commit"):
        return  # nothing is stored yet
    dataset = model.Package.get(result["id"] if isinstance(result, dict) else result)
    there = {resource.id for resource in dataset.resources} if dataset else set()
    removed = [one["id"] for one in before if one["id"] not in there]
    if dataset and removed:
        left_over.forget(left_over.kept_for(removed))
