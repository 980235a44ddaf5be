"""The actions about runs that ended: their reports, the way back, and what is gone."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ..errors import HarmoniseError
from ..model import Run
from ..reports import as_csv, as_json
from . import gone, kept_results
from .caller import name_of
from .quality import quality_lines
from .restore import restore

__all__ = [
    "civic_harmonise_quality_show",
    "civic_harmonise_report_download",
    "civic_harmonise_resource_gone",
    "civic_harmonise_run_list",
    "civic_harmonise_run_restore",
]


@tk.side_effect_free
def civic_harmonise_run_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the runs of a resource that are kept, the newest first, without their findings.

    You must be allowed to update the resource.

    :param id: the id of the resource
    :returns: for each ``id``, ``state``, ``crosswalk``, ``crosswalk_version``, ``rows_in``,
        ``resources_out``, the times, ``life``, ``has_result`` (one can go back to it) and
        ``lists`` (files to download)
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.get_action("resource_show")({**context}, {"id": resource_id})  # hidden equals absent
    tk.check_access("civic_harmonise_resource_run", context, {"id": resource_id})
    left_out = ("checks", "passed", "not_applicable", "dropped", "decisions", "totals", "outputs")
    return [
        {
            **{key: value for key, value in run.as_dict().items() if key not in left_out},
            "has_result": kept_results.has_result(run),
            "lists": kept_results.lists_of(run),
        }
        for run in Run.ended(resource_id)
    ]


@tk.side_effect_free
def civic_harmonise_report_download(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the report of a run as a file's text.

    You must be allowed to update the resource of the run.

    :param id: the id of the run (`civic_harmonise_run_list`)
    :param format: ``json`` (default) or ``csv``
    :returns: ``name``, ``media_type`` and ``text``
    """
    run = _run(context, tk.get_or_bust(data_dict, "id"))
    if data_dict.get("format", "json") == "csv":
        return {"name": "report.csv", "media_type": "text/csv", "text": as_csv(run.report or {})}
    text = as_json(run.as_dict())
    return {"name": "report.json", "media_type": "application/json", "text": text}


def civic_harmonise_run_restore(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Publish the result of an earlier run again.

    You must be allowed to update the resource of the run. File and crosswalk stay as they are.

    :param id: the id of the run
    :returns: the new run, as `civic_harmonise_resource_show`
    """
    run = _run(context, tk.get_or_bust(data_dict, "id"))
    try:
        return restore(run.id, user=name_of(context)).as_dict()
    except HarmoniseError as error:
        raise tk.ValidationError({"run": [str(error)]}) from error


def civic_harmonise_resource_gone(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say why things of the last release are gone from a file; it holds for the next run.

    You must be allowed to update the resource.

    :param id: the id of the resource
    :param choices: ``{all: choice, things: {id: choice}}``; a choice is ``{ended: day}``,
        ``{mistake: reason}``, ``{renamed: id or ids}`` or ``left_out``. ``confirmed: true`` beside
        them when more than 10 % are gone and that is right. ``{fresh_start: true}`` when all
        addresses are new on purpose. Empty: takes it back.
    :returns: ``choices``
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_harmonise_resource_run", context, {"id": resource_id})
    choices = data_dict.get("choices") or {}
    if not isinstance(choices, dict):
        raise tk.ValidationError({"choices": [tk._("This is no list of choices.")]})
    try:
        gone.store_choices(resource_id, choices, user_id=name_of(context))
    except HarmoniseError as error:
        raise tk.ValidationError({"choices": [str(error)]}) from error
    return {"choices": choices}


@tk.side_effect_free
def civic_harmonise_quality_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return what the checks measured of a dataset's published files, as linked data.

    You must be allowed to see the dataset.

    :param id: the id or name of the dataset
    :param iri: the IRI of the dataset (optional; default: its address on this portal); a file is
        ``{iri}/resource/{id}``
    :returns: ``nquads``: DQV quality measurements, N-Quads without a graph; the same until a
        result is published again
    """
    id = tk.get_or_bust(data_dict, "id")
    tk.check_access("civic_harmonise_quality_show", context, {"id": id})
    dataset = model.Package.get(id)
    if dataset is None:
        raise tk.ObjectNotFound(tk._("Dataset not found"))
    base = str(data_dict.get("iri") or f"{tk.config['ckan.site_url']}/dataset/{dataset.id}")
    return {"nquads": "".join(quality_lines(dataset.resources, base))}


def _run(context: Context, id: str) -> Run:
    run = model.Session.get(Run, id)
    if run is None:
        raise tk.ObjectNotFound(tk._("There is no such run."))
    tk.check_access("civic_harmonise_resource_run", context, {"id": run.resource_id})
    return run
