"""The tables that a CSVW description names, found from the address of the description.

The description says ``"url": "lights.csv"``, which is relative to its own address
``…/resource/{id}/download/lights.csv-metadata.json``; core would answer any name there with the
description itself. Source: Metadata Vocabulary for Tabular Data, 5.1.2 (link properties resolve
against the location of the metadata), https://www.w3.org/TR/tabular-metadata/.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import ckan.plugins.toolkit as tk
from flask import Blueprint
from werkzeug.wrappers import Response

from ..logic import fields, outputs, stored_file
from .access import context

table_group = Blueprint("civic_harmonise_table_group", __name__)


@table_group.before_app_request
def lead_to_table() -> Response | None:
    """Lead a request for a table beside a description to that table's own address."""
    request = tk.request
    given = request.view_args or {}
    if not (request.endpoint or "").endswith("resource.download") or "filename" not in given:
        return None
    try:
        resource = tk.get_action("resource_show")(context(), {"id": given.get("resource_id")})
        name = unquote(str(given["filename"]))
        if resource.get(fields.OUTPUT) != "csvw" or name == stored_file.file_name(resource):
            return None
        dataset = tk.get_action("package_show")(context(), {"id": resource["package_id"]})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None  # core says so itself
    return _to(_sibling(dataset, resource, name))


def _sibling(dataset: dict[str, Any], resource: dict[str, Any], name: str) -> dict[str, Any] | None:
    every = outputs.of_source(dataset["resources"], str(resource.get(fields.OUTPUT_OF)))
    return next((one for one in every if stored_file.file_name(one) == name), None)


def _to(table: dict[str, Any] | None) -> Response | None:
    return tk.redirect_to(table["url"]) if table else None
