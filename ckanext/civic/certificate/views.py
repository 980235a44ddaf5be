"""The readiness page of a dataset, for people and for software."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, jsonify

__all__ = ["civic_certificate"]

civic_certificate = Blueprint("civic_certificate", __name__)

# How many things to do next the page shows at first.
FIRST_STEPS = 3


@civic_certificate.route("/dataset/<id>/readiness")
def dataset_readiness(id: str) -> str:
    """Show level, next steps and evidence of a dataset."""
    report = _report(id)
    dataset = tk.get_action("package_show")({}, {"id": id})
    return tk.render(
        "civic/certificate/readiness.html",
        {
            "pkg_dict": dataset,
            "pkg": dataset,
            "dataset_type": dataset["type"],
            "report": report,
            "first_steps": report["next_steps"][:FIRST_STEPS],
            "later_steps": report["next_steps"][FIRST_STEPS:],
        },
    )


@civic_certificate.route("/dataset/<id>/readiness.json")
def dataset_readiness_json(id: str) -> Response:
    """Answer with the report as JSON; ``civic readiness`` reads this form."""
    return jsonify(_report(id))


def _report(dataset_id: str) -> dict[str, Any]:
    try:
        return tk.get_action("civic_certificate_dataset_show")({}, {"id": dataset_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
