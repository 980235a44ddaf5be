"""``/id/…`` leads to ``/doc/…``: a page, or data, about one thing.

A council's thing is ``/id/{council}/{model}/{local-id}``, a thing that councils share (a
supplier) ``/id/{kind}/{name}`` at the portal that keeps the vocabularies.

Source: W3C Cool URIs for the Semantic Web, 4.2 (303 URIs forwarding to different documents).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ckan.plugins.toolkit as tk
import pyoxigraph
from ckan import model
from flask import Blueprint, Response, redirect, request

from ckanext.civic.core.errors import CivicError
from ckanext.civic.core.nquads import path_segment

from .. import config
from ..logic.anonymous import visible_dataset
from ..logic.withdrawals import before_reading
from ..mapping.terms import PREFIXES
from ..model import CivicRdfGraph
from ..sparql.describe import Description, description, graphs_query_for, query_for
from ..sparql.formats import GRAPH_FORMATS, PAGE, WRITERS, accepted_format, named_format
from .addresses import as_asked
from .answers import open_to_all, plain, problem

things_blueprint = Blueprint("civic_rdf_things", __name__)

_ENDINGS = {**GRAPH_FORMATS, **PAGE}


@things_blueprint.route("/id/<path:local>")
def identify(local: str) -> Response:
    """Send on to the document about a thing (303): the thing itself is no document."""
    documents = tk.url_for("civic_rdf_things.document", local="-").removesuffix("-")
    response = redirect(documents + _encoded(as_asked(local)), 303)
    response.headers["Vary"] = "Accept"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response  # type: ignore[return-value]


@things_blueprint.route("/doc/def/<path:local>")
def concept(local: str) -> Response | str:
    """Show a council's own concept, ``/def/{council}/{model}/{list}/{code}``, as a thing."""
    return _document("def", local)


@things_blueprint.route("/doc/<path:local>")
def document(local: str) -> Response | str:
    """Show a thing in the format of the address's ending, or that the Accept header prefers."""
    return _document("id", local)


def _document(kind: str, local: str) -> Response | str:
    """Show what the store knows of ``{uri_base}/{kind}/{local}``."""
    *parts, last = as_asked(local)
    last, ending = _without_ending(last)
    chosen = ending or accepted_format(request.headers.get("Accept"), {**PAGE, **GRAPH_FORMATS})
    if chosen is None:
        return plain(f"Comes as {', '.join(_ENDINGS.values())}.", 406)
    path = _encoded([*parts, last])
    address = f"{config.site().uri_base}/{kind}/{path}"
    try:
        found = _found(address)
    except CivicError as error:
        return problem(error)
    if found is None:
        return tk.abort(404, tk._("Nothing is known here of this thing."))
    if chosen == "html":
        below = "" if kind == "id" else f"{kind}/"
        document_address = f"{config.site().url}/doc/{below}{path}"
        formats = {key: f"{document_address}.{key}" for key in GRAPH_FORMATS}
        shown = {"thing": found, "formats": formats, "datasets": _datasets_of(address)}
        return tk.render("civic/rdf/thing.html", shown)
    body = pyoxigraph.serialize(found.triples, format=WRITERS[chosen], prefixes=PREFIXES)
    return open_to_all(Response(body, content_type=f"{GRAPH_FORMATS[chosen]}; charset=utf-8"))


def _encoded(parts: Sequence[str]) -> str:
    return "/".join(path_segment(part) for part in parts)


def _found(address: str) -> Description | None:
    store = before_reading()
    answer = store.query(query_for(address), accept=GRAPH_FORMATS["nt"])
    return description(address, answer.body)


def _datasets_of(address: str) -> list[dict[str, Any]]:
    """Return the datasets whose graphs tell of a thing; none when the store fails meanwhile."""
    try:
        names = [row["graph"] for row in before_reading().select(graphs_query_for(address))]
    except CivicError:
        return []
    graphs = model.Session.query(CivicRdfGraph).filter(CivicRdfGraph.graph.in_(names))
    ids = sorted({graph.package_id for graph in graphs if graph.package_id})
    return [dataset for id in ids if (dataset := visible_dataset(id))]


def _without_ending(last: str) -> tuple[str, str | None]:
    stem, dot, ending = last.rpartition(".")
    key = named_format(ending, _ENDINGS) if dot and stem and "/" not in ending else None
    return (stem, key) if key else (last, None)
