"""``/sparql``: the read-only SPARQL 1.1 end point. Its page is in sparql_page.py."""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from ..http import Content, moved, preflight, refusal
from ..logic.service import description_of_service
from ..logic.sparql import ask
from ..sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, TRUTH_FORMATS
from ..sparql.guard import ReadQuery, read_only
from .answers import problem, send, sent
from .rdf_document import document
from .sparql_request import Question, question

sparql_blueprint = Blueprint("civic_rdf_sparql", __name__)

METHODS = "GET, HEAD, POST, OPTIONS"


@sparql_blueprint.route("/sparql/", methods=METHODS.split(", "), provide_automatic_options=False)
@sparql_blueprint.route("/sparql", methods=METHODS.split(", "), provide_automatic_options=False)
def endpoint() -> Response:
    """Answer a query as SPARQL 1.1 Protocol says; without one, describe the service."""
    if request.method == "OPTIONS":
        return sent(preflight(METHODS))
    try:
        asked = question(request)
        return _service() if asked is None else _answer(asked)
    except CivicError as error:
        return problem(error)


@sparql_blueprint.route(
    "/sparql", methods=["PUT", "PATCH", "DELETE"], endpoint="refuse", strict_slashes=False
)
def refuse() -> Response:
    """Answer a method that there is not."""
    answered = refusal(405, f"Ask with {METHODS}.")
    answered.headers["Allow"] = METHODS
    return sent(answered)


def offered_formats(query: ReadQuery) -> Mapping[str, str]:
    """Return the formats that the answer to a query can come in: key → media type.

    CSV and TSV are defined for tables alone (SPARQL 1.1 Query Results CSV and TSV Formats, 2).
    """
    if query.gives_triples:
        return GRAPH_FORMATS
    return TRUTH_FORMATS if query.form == "ASK" else RESULT_FORMATS


def _answer(asked: Question) -> Response:
    query = read_only(asked.text)
    offered = offered_formats(query)
    key = asked.chosen(offered, {**RESULT_FORMATS, **GRAPH_FORMATS})
    written = ask(query, key, dataset=asked.dataset)
    return send(
        Content(
            media_type=f"{offered[key]}; charset=utf-8",
            body=written.chunks,
            validator=written.sha256,
            negotiated=True,
        )
    )


def _service() -> Response:
    return document(
        description_of_service,
        page=lambda: moved(tk.url_for("civic_rdf_query.page"), negotiated=True),
        prefixes={"sd": "http://www.w3.org/ns/sparql-service-description#"},
    )
