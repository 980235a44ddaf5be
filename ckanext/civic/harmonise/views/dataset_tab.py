"""The tab “Harmonise” of a dataset: choose how each file is read, run it, read the report."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from ..logic import fields, outputs
from .report_groups import grouped, refusal

dataset_tab = Blueprint("civic_harmonise", __name__)


@dataset_tab.route("/dataset/<id>/harmonise")
def show(id: str) -> str:
    """Show each file of the dataset with its last run."""
    dataset = _dataset_to_edit(id)
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
            "crosswalks": tk.get_action("civic_harmonise_crosswalk_list")(_context(), {}),
        },
    )


@dataset_tab.route("/dataset/<id>/standardise")
def old_address(id: str) -> Response:
    """Lead from the address that this page had first."""
    return redirect(tk.h.url_for("civic_harmonise.show", id=id), 301)


@dataset_tab.route("/dataset/<id>/harmonise/<resource_id>/crosswalk", methods=["POST"])
def choose(id: str, resource_id: str) -> Response:
    """Store which crosswalk reads a file; a changed choice queues a run."""
    _dataset_to_edit(id, resource_id)
    known = {one["id"] for one in tk.get_action("civic_harmonise_crosswalk_list")(_context(), {})}
    crosswalk = tk.request.form.get("crosswalk", "")
    if crosswalk and crosswalk not in known:
        tk.h.flash_error(tk._("Choose one of the listed ways to read the file."))
        return _back(id, resource_id)
    try:
        tk.get_action("resource_patch")(
            _context(), {"id": resource_id, fields.CROSSWALK: crosswalk}
        )
    except tk.ValidationError as error:
        tk.h.flash_error(_sentence(error))
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
    _dataset_to_edit(id, resource_id)
    try:
        tk.get_action("civic_harmonise_resource_queue")(_context(), {"id": resource_id})
    except tk.ValidationError as error:
        tk.h.flash_error(_sentence(error))
    else:
        tk.h.flash_success(tk._("The file waits its turn to be harmonised."))
    return _back(id, resource_id)


def _context() -> Any:
    return {"user": tk.current_user.name, "auth_user_obj": tk.current_user}


def _dataset_to_edit(id: str, resource_id: str | None = None) -> dict[str, Any]:
    """Return the dataset, or end the request: 404 for who may not see it, 403 for who only may."""
    try:
        dataset = tk.get_action("package_show")(_context(), {"id": id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    try:
        tk.check_access("package_update", _context(), {"id": dataset["id"]})
    except tk.NotAuthorized:
        return tk.abort(403, tk._("You are not allowed to edit this dataset."))
    if resource_id and resource_id not in {r["id"] for r in dataset["resources"]}:
        return tk.abort(404, tk._("Resource not found"))
    return dataset


def _file(dataset: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    try:
        run = tk.get_action("civic_harmonise_resource_show")(_context(), {"id": resource["id"]})
    except tk.ObjectNotFound:
        run = None
    return {
        "resource": resource,
        "is_upload": resource.get("url_type") == "upload",
        "crosswalk": resource.get(fields.CROSSWALK) or "",
        "run": run,
        "checks": grouped(run) if run else None,
        "refusal": refusal(run) if run else "",
        "outputs": outputs.of_source(dataset["resources"], resource["id"]),
    }


def _back(id: str, resource_id: str) -> Response:
    return tk.redirect_to("civic_harmonise.show", id=id, _anchor=f"file-{resource_id}")


def _sentence(error: tk.ValidationError) -> str:
    return " ".join(str(text) for text in error.error_summary.values())
