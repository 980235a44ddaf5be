"""The dataset's tab «Linked data»."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from ckanext.civic.core.errors import CivicError

from .. import config
from ..examples import rows_example
from ..logic.anonymous import visible_dataset
from ..logic.withdrawals import before_reading

dataset_tab_blueprint = Blueprint("civic_rdf_dataset", __name__)

SAMPLE_THINGS = 10
SHOWN_AT_ONCE = 5  # findings; more are there, folded up
# ending and name of the formats of a dataset's description, the friendliest first
FORMATS = (
    ("ttl", "Turtle"),
    ("jsonld", "JSON-LD"),
    ("rdf", "RDF/XML"),
    ("nt", "N-Triples"),
    ("nq", "N-Quads"),
    ("trig", "TriG"),
)


@dataset_tab_blueprint.route("/dataset/<id>/linked-data")
def read(id: str) -> str:
    """Show what there is to mend, the dataset's formats, graphs, things, and how current it is.

    All but the things comes from the portal's own tables; without them a link leads there.
    """
    try:
        dataset = tk.get_action("package_show")({"for_view": True}, {"id": id})
        shown = tk.get_action("civic_rdf_dataset_show")({}, {"id": dataset["id"]})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("Dataset not found"))
    is_public = visible_dataset(dataset["id"]) is not None
    written = [graph for graph in shown["graphs"] if graph["state"] == "written" and is_public]
    rows = next((graph for graph in written if graph["kind"] == "rows"), None)
    return tk.render(
        "civic/rdf/linked_data.html",
        {
            "pkg_dict": dataset,
            "pkg": dataset,
            "dataset_type": dataset.get("type") or "dataset",
            "linked": shown,
            "is_public": is_public,
            "to_mend": _to_mend(dataset["id"]),
            "shown_at_once": SHOWN_AT_ONCE,
            "graphs": [{**graph, "path": _path(graph["graph"])} for graph in written],
            "things": _sample(rows["graph"]) if rows else [],
            "rows_path": _path(rows["graph"]) if rows else None,
            "example": rows_example(rows["graph"]) if rows else None,
            "formats": FORMATS,
            "has_store": config.store_addresses() is not None,
        },
    )


def _to_mend(dataset_id: str) -> dict[str, Any] | None:
    """Return what there is to mend, None for those who may not mend it."""
    try:
        return tk.get_action("civic_rdf_dataset_validate")({}, {"id": dataset_id})
    except tk.NotAuthorized:
        return None


def _path(graph: str) -> str:
    """Return the name below ``/graph/`` of this portal where the graph can be read."""
    return graph.partition("/graph/")[2]


def _sample(graph: str) -> list[dict[str, Any]]:
    """Return a few named things of the rows graph; none when the store is away, slow or busy."""
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
    return [
        {"address": row["thing"], "label": row.get("label") or row["thing"]}
        for row in found
        if "thing" in row
    ]
