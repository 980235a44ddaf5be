"""The actions of civic_harmonise."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ckanext.civic.core.errors import CivicError

from ..errors import HarmoniseError, ModelError
from ..model import Run
from . import described, library
from .action_areas import civic_harmonise_area_outlines, civic_harmonise_council_show
from .action_crosswalk import (
    civic_harmonise_crosswalk_history,
    civic_harmonise_crosswalk_list,
    civic_harmonise_crosswalk_save,
    civic_harmonise_crosswalk_show,
    civic_harmonise_resource_check,
    civic_harmonise_resource_guess,
    civic_harmonise_resource_preview,
)
from .action_run import (
    civic_harmonise_quality_show,
    civic_harmonise_report_download,
    civic_harmonise_resource_gone,
    civic_harmonise_run_list,
    civic_harmonise_run_restore,
)
from .action_terms import civic_harmonise_kind_list, civic_harmonise_term_list
from .caller import name_of
from .cascade import dataset_purge, package_delete, package_update
from .faults import PortalFault
from .lock import RunBusy
from .queue import queue_run
from .run import run_resource

__all__ = [
    "civic_harmonise_area_outlines",
    "civic_harmonise_council_show",
    "civic_harmonise_crosswalk_history",
    "civic_harmonise_crosswalk_list",
    "civic_harmonise_crosswalk_save",
    "civic_harmonise_crosswalk_show",
    "civic_harmonise_kind_list",
    "civic_harmonise_model_list",
    "civic_harmonise_model_show",
    "civic_harmonise_quality_show",
    "civic_harmonise_report_download",
    "civic_harmonise_resource_check",
    "civic_harmonise_resource_gone",
    "civic_harmonise_resource_guess",
    "civic_harmonise_resource_preview",
    "civic_harmonise_resource_queue",
    "civic_harmonise_resource_run",
    "civic_harmonise_resource_show",
    "civic_harmonise_run_list",
    "civic_harmonise_run_restore",
    "civic_harmonise_term_list",
    "dataset_purge",
    "package_delete",
    "package_update",
]


def civic_harmonise_resource_run(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Map a resource's file to its shared model, check it, and publish the outputs.

    You must be allowed to update the resource. Its field ``civic_crosswalk`` names the crosswalk.

    :param id: the id of the resource
    :returns: the report (`civic_harmonise_resource_show`) and ``changed``, which is false when
        everything was published already and nothing was written
    :raises ValidationError: with the key ``file`` when nothing could be published
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_harmonise_resource_run", context, {"id": resource_id})
    try:
        outcome = run_resource(resource_id, user=name_of(context))
    except (RunBusy, PortalFault) as error:
        raise tk.ValidationError({"run": [str(error)]}) from error
    except HarmoniseError as error:
        raise tk.ValidationError({"file": [str(error)]}) from error
    return {**outcome.run.as_dict(), "changed": outcome.changed}


def civic_harmonise_resource_queue(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Put a run of a resource's file on the portal's job queue.

    :param id: the id of the resource
    :returns: the queued run, as `civic_harmonise_resource_show`
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_harmonise_resource_run", context, {"id": resource_id})
    resource = _resource(context, resource_id)
    crosswalk = resource.get("civic_crosswalk")
    if not crosswalk:
        raise tk.ValidationError({"civic_crosswalk": [tk._("Choose how the file is read first.")]})
    try:
        queue_run(
            resource["id"],
            resource["package_id"],
            crosswalk,
            user=name_of(context),
            only_when_new=False,
        )
    except CivicError as error:
        raise tk.ValidationError({"run": [str(error)]}) from error
    queued = Run.unfinished(resource["id"]) or Run.last_finished(resource["id"])
    assert queued  # a worker may have finished it by now
    return queued.as_dict()


@tk.side_effect_free
def civic_harmonise_resource_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the last run of a resource with its report, and whether another one is waiting.

    You must be allowed to see the resource.

    :param id: the id of the resource
    :returns: ``state`` (``queued``, ``running``, ``published``, ``failed``) of the last run that
        ended (or of the first one, while it waits), ``pending`` (null, ``queued`` or
        ``running``), ``crosswalk``, ``model``, ``rows_in``, ``resources_out``, ``dropped``,
        ``checks``, ``totals``, times, and ``error`` when it failed; ``published`` (null or
        ``{model, finished_at}``) of the run whose result is published
    :raises NotFound: when the resource was never run
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_harmonise_resource_show", context, {"id": resource_id})
    resource = _resource(context, resource_id)
    waiting = Run.unfinished(resource["id"])
    run = Run.last_finished(resource["id"]) or waiting
    if run is None:
        raise tk.ObjectNotFound(tk._("This file has not been harmonised yet."))
    pending = waiting.state if waiting else None
    return {**run.as_dict(), "pending": pending, "published": _published(resource["id"])}


@tk.side_effect_free
def civic_harmonise_model_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the shared models, each with id, title, description, version and ``theme``.

    ``theme`` is a code of the EU's data themes, empty for a model of no one theme.
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    return [described.model_summary(shared) for shared in library.models()]


@tk.side_effect_free
def civic_harmonise_model_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return one shared model with its fields and code lists.

    :param id: the id of the model, such as ``streetlights``
    :returns: ``id``, ``version``, ``title``, ``description``, ``iri``, ``class``, ``fields``,
        ``lists`` with their ``codes``, and the vocabulary as linked data in ``nquads``
    :raises NotFound: when there is no such model
    """
    tk.check_access("civic_harmonise_model_show", context, data_dict)
    try:
        return described.model_whole(library.model(tk.get_or_bust(data_dict, "id")))
    except ModelError as error:
        raise tk.ObjectNotFound(str(error)) from error


def _published(resource_id: str) -> dict[str, Any] | None:
    run = Run.last_published(resource_id)
    return {key: run.as_dict()[key] for key in ("model", "finished_at")} if run else None


def _resource(context: Context, resource_id: str) -> dict[str, Any]:
    found = model.Resource.get(resource_id)
    if found is None or found.state != "active":
        raise tk.ObjectNotFound(tk._("Resource was not found."))
    return {"id": found.id, "package_id": found.package_id, **(found.extras or {})}
