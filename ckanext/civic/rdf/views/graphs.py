"""``/graph/…``: one named graph of the store, whole."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError
from ckanext.civic.core.nquads import path_segment

from .. import config
from ..logic.withdrawals import before_reading
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..sparql.formats import GRAPH_FORMATS, accepted_format, named_format
from .answers import open_to_all, plain, problem

graphs_blueprint = Blueprint("civic_rdf_graphs", __name__)


@graphs_blueprint.route("/graph/<path:name>")
def read(name: str) -> Response:
    """Answer the graph of this address; at a portal with copies also a copy's, by its path."""
    chosen = named_format(request.args.get("format", ""), GRAPH_FORMATS) or accepted_format(
        request.headers.get("Accept"), GRAPH_FORMATS
    )
    if chosen is None:
        return plain(f"Graphs come as {', '.join(GRAPH_FORMATS.values())}.", 406)
    path = "/".join(path_segment(part) for part in name.split("/"))
    try:
        store = before_reading()
        row = _row(path)
        answer = store.get(row.graph, accept=GRAPH_FORMATS[chosen]) if row else None
    except CivicError as error:
        return problem(error)
    if row is None or answer is None:
        return tk.abort(404, tk._("There is no such graph here."))
    response = Response(answer.body, content_type=f"{GRAPH_FORMATS[chosen]}; charset=utf-8")
    response.set_etag(f"{row.sha256}-{chosen}")
    return open_to_all(response.make_conditional(request))  # type: ignore[arg-type]


def _row(path: str) -> CivicRdfGraph | None:
    """Return the graph under this portal's address, else the only one with this path."""
    written = model.Session.query(CivicRdfGraph).filter_by(state=GraphState.WRITTEN.value)
    own = written.filter_by(graph=f"{config.site().uri_base}/graph/{path}").first()
    if own is not None:
        return own
    ending = CivicRdfGraph.graph.endswith(f"/graph/{path}", autoescape=True)
    copies = written.filter(ending).limit(2).all()
    return copies[0] if len(copies) == 1 else None
