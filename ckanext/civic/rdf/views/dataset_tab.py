"""The dataset's tab «Linked data»."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask import Blueprint

from ckanext.civic.core.errors import CivicError

from .. import config
from ..examples import rows_example
from ..logic.withdrawals import before_reading

dataset_tab_blueprint = Blueprint("civic_rdf_dataset", __name__)

SAMPLE_THINGS = 10


@dataset_tab_blueprint.route("/dataset/<id>/linked-data")
def read(id: str) -> str:
    """Show the dataset's formats, graphs, some of its things, and how current they are."""
    try:
        dataset = tk.get_action("package_show")({"for_view": True}, {"id": id})
        shown = tk.get_action("civic_rdf_dataset_show")({}, {"id": dataset["id"]})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    written = [graph for graph in shown["graphs"] if graph["state"] == "written"]
    rows = next((graph for graph in written if graph["kind"] == "rows"), None)
    return tk.render(
        "civic/rdf/linked_data.html",
        {
            "pkg_dict": dataset,
            "pkg": dataset,
            "dataset_type": dataset.get("type") or "dataset",
            "linked": shown,
            "graphs": [{**graph, "path": _path(graph["graph"])} for graph in written],
            "things": _sample(rows["graph"]) if rows else [],
            "example": rows_example(rows["graph"]) if rows else None,
            "has_dcat": p.plugin_loaded("dcat"),
            "has_store": config.store_addresses() is not None,
        },
    )


def _path(graph: str) -> str:
    """Return the address on this portal where the graph can be read."""
    return f"/graph/{graph.partition('/graph/')[2]}"


def _sample(graph: str) -> list[dict[str, Any]]:
    """Return a few things of the rows graph, with their names; none when the store is away."""
    query = f"""
        SELECT ?thing (SAMPLE(?name) AS ?label) WHERE {{
          {{ SELECT DISTINCT ?thing WHERE {{
               GRAPH <{graph}> {{ ?thing a ?type }}
               FILTER(!CONTAINS(STR(?thing), "#"))
             }} LIMIT {SAMPLE_THINGS} }}
          OPTIONAL {{
            GRAPH <{graph}> {{ ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name }}
          }}
        }} GROUP BY ?thing ORDER BY ?thing"""
    try:
        found = before_reading().select(query)
    except CivicError:
        return []
    return [{"address": row["thing"], "label": row["label"]} for row in found if "thing" in row]
