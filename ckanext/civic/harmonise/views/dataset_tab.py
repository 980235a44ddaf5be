"""The tab “Harmonise” of a dataset: choose how each file is read, run it, read the report."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from ..errors import HarmoniseError
from ..logic import fields, library, outputs, profiles, stored_file
from ..reports import grouped
from .access import context, dataset_to_edit, sentence
from .refusal import refusal

dataset_tab = Blueprint("civic_harmonise", __name__)


@dataset_tab.route("/dataset/<id>/harmonise")
def show(id: str) -> str:
    """Show each file of the dataset with its last run."""
    dataset = dataset_to_edit(id)
    files = [
        _file(dataset, resource)
        for resource in dataset["resources"]
        if not resource.get(fields.OUTPUT)
    ]
    return tk.render(
        "civic/harmonise/dataset_tab.html",
        {
            "pkg_dict": dataset,
            "dataset_type": dataset["type"],
            "files": files,
            "is_copy": fields.is_copy(dataset),
            "crosswalks": _crosswalks(dataset),
        },
    )


@dataset_tab.route("/dataset/<id>/standardise")
def old_address(id: str) -> Response:
    """Lead from the address that this page had first."""
    return redirect(tk.h.url_for("civic_harmonise.show", id=id), 301)


@dataset_tab.route("/dataset/<id>/harmonise/<resource_id>/crosswalk", methods=["POST"])
def choose(id: str, resource_id: str) -> Response:
    """Store which crosswalk reads a file; a changed choice queues a run."""
    dataset = dataset_to_edit(id, resource_id)
    known = {one["id"] for one in _crosswalks(dataset)}
    form = tk.request.form
    crosswalk = form.get("other") or form.get("crosswalk", "")
    if crosswalk and crosswalk not in known:
        tk.h.flash_error(tk._("Choose one of the listed ways to read the file."))
        return _back(id, resource_id)
    try:
        tk.get_action("resource_patch")(context(), {"id": resource_id, fields.CROSSWALK: crosswalk})
    except tk.ValidationError as error:
        tk.h.flash_error(sentence(error))
        return _back(id, resource_id)
    tk.h.flash_success(
        tk._("Saved. The file will be harmonised in a moment.")
        if crosswalk
        else tk._("Saved. This file is published as it is.")
    )
    return _back(id, resource_id)


@dataset_tab.route("/dataset/<id>/harmonise/<resource_id>/run", methods=["POST"])
def run(id: str, resource_id: str) -> Response:
    """Queue a run of one file."""
    dataset_to_edit(id, resource_id)
    try:
        tk.get_action("civic_harmonise_resource_queue")(context(), {"id": resource_id})
    except tk.ValidationError as error:
        tk.h.flash_error(sentence(error))
    else:
        tk.h.flash_success(tk._("The file waits its turn to be harmonised."))
    return _back(id, resource_id)


def _crosswalks(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a file of the dataset can be read with: its council's own come first."""
    return tk.get_action("civic_harmonise_crosswalk_list")(context(), {"dataset": dataset["id"]})


def _file(dataset: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    try:
        run = tk.get_action("civic_harmonise_resource_show")(context(), {"id": resource["id"]})
    except tk.ObjectNotFound:
        run = None
    return {
        "resource": resource,
        "is_upload": resource.get("url_type") == "upload",
        "crosswalk": resource.get(fields.CROSSWALK) or "",
        "fitting": _fitting(resource),
        "run": run,
        "is_run_of_another_file": bool(run and run.get("restored_from"))
        and stored_file.sha256_of(resource) != (run or {}).get("source_sha256"),
        "groups": grouped(run) if run else None,
        "refusal": refusal(run) if run else "",
        "outputs": outputs.of_source(dataset["resources"], resource["id"]),
    }


def _fitting(resource: dict[str, Any]) -> list[str]:
    """Return the product's crosswalks that an uploaded file has all columns for."""
    if resource.get("url_type") != "upload":
        return []
    try:
        return library.fitting(profiles.header_of(resource))
    except HarmoniseError:
        return []  # what is wrong with the file is said by its own pages


def _back(id: str, resource_id: str) -> Response:
    return tk.redirect_to("civic_harmonise.show", id=id, _anchor=f"file-{resource_id}")
