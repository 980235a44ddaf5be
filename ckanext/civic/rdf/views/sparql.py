"""``/sparql``: the read-only SPARQL 1.1 end point."""

from __future__ import annotations

from collections.abc import Mapping

import ckan.plugins.toolkit as tk
import pyoxigraph
from flask import Blueprint, Response, redirect, request

from ckanext.civic.core.errors import CivicError
from ckanext.civic.core.http import Response as Answer
from ckanext.civic.core.nquads import is_iri

from .. import config
from ..errors import QueryRefused
from ..logic.withdrawals import before_reading
from ..sparql.formats import (
    GRAPH_FORMATS,
    PAGE,
    RESULT_FORMATS,
    WRITERS,
    accepted_format,
    named_format,
)
from ..sparql.guard import ReadQuery, read_only
from ..sparql.service_description import service_description
from ..stores import SparqlStore
from .answers import open_to_all, plain, problem

sparql_blueprint = Blueprint("civic_rdf_sparql", __name__)

QUERY_TYPE = "application/sparql-query"
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@sparql_blueprint.route("/sparql", methods=["GET", "POST", "OPTIONS"])
def endpoint() -> Response:
    """Answer a query as SPARQL 1.1 Protocol says (2.1: GET, POST with a form, POST directly)."""
    if request.method == "OPTIONS":
        return _preflight()
    try:
        text = _query_text()
        if text is None:
            return _describe_service()
        query = read_only(text)
        offered = GRAPH_FORMATS if query.gives_triples else RESULT_FORMATS
        chosen = _chosen(offered)
        if chosen is None:
            return plain(f"Answers come as {', '.join(offered.values())}.", 406)
        answer = run(query, accept=offered[chosen])
    except CivicError as error:
        return problem(error)
    return open_to_all(Response(answer.body, content_type=f"{offered[chosen]}; charset=utf-8"))


def run(query: ReadQuery, *, accept: str) -> Answer:
    """Run a checked query, after whatever was hidden has left the store.

    Raises StoreUnavailable, StoreRejected, and QueryRefused for graph names that are no IRIs.
    """
    before_reading()
    addresses = config.store_addresses()
    assert addresses is not None  # before_reading has looked
    store = SparqlStore(addresses, query_limits=config.sparql_limits())
    return store.query(query.text, accept=accept, parameters=_parameters(query))


def _parameters(query: ReadQuery) -> Mapping[str, list[str]]:
    """Return the graphs that the request names, or else all graphs."""
    named = {
        name: [*request.args.getlist(name), *request.form.getlist(name)]
        for name in ("default-graph-uri", "named-graph-uri")
    }
    given = {name: values for name, values in named.items() if values}
    for values in given.values():
        for value in values:
            if not is_iri(value):
                raise QueryRefused("A graph's name must be an absolute IRI.")
    union = config.union_parameter()
    if given or query.has_dataset or not union:
        return given
    return {union[0]: [union[1]]}


def _query_text() -> str | None:
    """Return the query of the request; None when there is none."""
    if request.method == "GET":
        return _single(request.args.getlist("query"), request.args.getlist("update"))
    if request.mimetype == QUERY_TYPE:
        try:
            return request.get_data().decode("utf-8")
        except UnicodeDecodeError as error:
            raise QueryRefused("The query is not UTF-8.") from error
    if request.mimetype in FORM_TYPES:
        return _single(request.form.getlist("query"), request.form.getlist("update"))
    if request.mimetype == "application/sparql-update":
        raise _read_only()
    raise QueryRefused(f"Send the query as {QUERY_TYPE} or in a form.", status=415)


def _single(queries: list[str], updates: list[str]) -> str | None:
    if updates:
        raise _read_only()
    if len(queries) > 1:
        raise QueryRefused("Send one query at a time.")
    return queries[0] if queries else None


def _read_only() -> QueryRefused:
    return QueryRefused(
        "Updates are not allowed: this end point is read only.",
        status=403,
        advice="Change the dataset on its portal; its graph follows.",
    )


def _chosen(offered: Mapping[str, str]) -> str | None:
    name = request.args.get("format") or request.form.get("format")
    if name:
        key = named_format(name, offered)
        if key is None:
            raise QueryRefused(f"format can be {', '.join(offered)} for this query.")
        return key
    return accepted_format(request.headers.get("Accept"), offered)


def _describe_service() -> Response:
    chosen = accepted_format(request.headers.get("Accept"), {**GRAPH_FORMATS, **PAGE})
    if chosen == "html":
        return redirect(tk.url_for("civic_rdf_query.page"), 303)  # type: ignore[return-value]
    key = named_format(request.args.get("format", ""), GRAPH_FORMATS) or chosen or "ttl"
    text = service_description(f"{config.site().url}/sparql")
    triples = (
        quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    )
    body = pyoxigraph.serialize(
        triples,
        format=WRITERS[key],
        prefixes={"sd": "http://www.w3.org/ns/sparql-service-description#"},
    )
    return open_to_all(Response(body, content_type=f"{GRAPH_FORMATS[key]}; charset=utf-8"))


def _preflight() -> Response:
    response = Response(status=204)
    response.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return open_to_all(response)
