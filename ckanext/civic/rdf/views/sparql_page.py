"""``/sparql/ui``: a page to ask the SPARQL end point by hand.

The page is whole without scripts: a text field, the answer as a table, links to files. Scripts
(``frontend/src/query-page.js``) make an editor, a map and a chart of it.
"""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..errors import Busy, StoreRejected
from ..examples import VIEWS, grouped, title_of
from ..http import Content
from ..logic.anonymous import visitor
from ..logic.sparql import ask
from ..query_words import words
from ..sparql.guard import read_only
from ..sparql.mistake import fault_of, place_of_mistake
from ..sparql.table import table
from .answers import send, status_of
from .page_texts import map_texts, query_texts

query_page_blueprint = Blueprint("civic_rdf_query", __name__)


@query_page_blueprint.route("/sparql/ui", methods=["GET"])
def page() -> tuple[str, int, dict[str, str]]:
    """Show a query, its answer as a table, and examples; works without JavaScript."""
    text = request.args.get("query", "")
    view = request.args.get("view", "")
    shown: dict[str, Any] = {
        "query": text,
        "question": title_of(text, config.site().vocabulary_base),
        "is_empty": "query" in request.args and not text.strip(),
        "view": view if view in VIEWS else "",
        "groups": grouped(config.site().vocabulary_base),
        "texts": {**map_texts(), **query_texts()},
        "status": 200,
    }
    if text.strip():
        shown.update(_answered(text))
    after_s = shown.get("retry_after")
    headers = {"Retry-After": str(after_s)} if after_s else {}
    return tk.render("civic/rdf/sparql.html", shown), int(shown["status"]), headers


@query_page_blueprint.route("/sparql/ui/words.json", methods=["GET"])
def editor_words() -> Response:
    """Give the prefixes, classes and properties that the editor offers."""
    models: list[dict[str, Any]] = []
    if config.has_harmonise():
        listed = tk.get_action("civic_harmonise_model_list")(visitor(), {})
        show = tk.get_action("civic_harmonise_model_show")
        models = [show(visitor(), {"id": one["id"]}) for one in listed]
    body = json.dumps(words(models), separators=(",", ":")).encode()
    return send(Content("application/json", lambda: body))


@query_page_blueprint.route("/sparql/ui/outlines.geojson", methods=["GET"])
def outlines() -> Response:
    """Give the outlines of the authorities, which the maps of this portal are drawn on."""
    if not config.has_harmonise():
        tk.abort(404, tk._("This portal does not know where the authorities are."))
    areas = tk.get_action("civic_harmonise_area_outlines")(visitor(), {})
    body = json.dumps(areas, separators=(",", ":"), ensure_ascii=False).encode()
    return send(Content("application/geo+json", lambda: body))


def _answered(text: str) -> dict[str, Any]:
    """Return what the page shows of the answer, or of the mistake, for a query."""
    try:
        query = read_only(text)
        body = ask(query, "ttl" if query.gives_triples else "json").read()
    except CivicError as error:
        return {
            "error": error,
            "place": place_of_mistake(str(error), text),
            "fault": fault_of(str(error), text) if isinstance(error, StoreRejected) else None,
            "retry_after": error.after_s if isinstance(error, Busy) else None,
            "status": status_of(error),
        }
    if query.gives_triples:
        return {"turtle": body.decode("utf-8", "replace")}
    rows = table(body)
    # the scripts take a small answer from the page; for one that the table cuts they ask again
    return {
        "table": rows,
        "answer": None if rows.is_cut else json.loads(body),
        "files": ["json", "xml"] if query.form == "ASK" else ["csv", "json", "xml", "tsv"],
    }
