"""``/sparql/ui``: a page to ask the SPARQL end point by hand."""

from __future__ import annotations

import json

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..examples import examples
from ..http import Content
from ..logic.anonymous import visitor
from ..sparql.formats import GRAPH_FORMATS, RESULT_FORMATS
from ..sparql.guard import read_only
from ..sparql.table import table
from .answers import send, status_of
from .sparql import run

query_page_blueprint = Blueprint("civic_rdf_query", __name__)


@query_page_blueprint.route("/sparql/ui", methods=["GET"])
def page() -> str | tuple[str, int]:
    """Show a query, its answer as a table, and examples; works without JavaScript."""
    text = request.args.get("query", "")
    shown: dict[str, object] = {
        "query": text,
        "examples": examples(config.site().vocabulary_base),
        "status": 200,
    }
    if text.strip():
        try:
            query = read_only(text)
            accept = GRAPH_FORMATS["ttl"] if query.gives_triples else RESULT_FORMATS["json"]
            answer = run(query, accept=accept)
            if query.gives_triples:
                shown["turtle"] = answer.body.decode("utf-8", "replace")
            else:
                shown["table"] = table(answer.body)
        except CivicError as error:
            shown["error"], shown["status"] = error, status_of(error)
    return tk.render("civic/rdf/sparql.html", shown), int(str(shown["status"]))


@query_page_blueprint.route("/sparql/ui/outlines.geojson", methods=["GET"])
def outlines() -> Response:
    """Give the outlines of the authorities, which the maps of this portal are drawn on."""
    if not config.knows_areas():
        tk.abort(404, tk._("This portal does not know where the authorities are."))
    areas = tk.get_action("civic_harmonise_area_outlines")(visitor(), {})
    body = json.dumps(areas, separators=(",", ":"), ensure_ascii=False).encode()
    return send(Content("application/geo+json", lambda: body))
