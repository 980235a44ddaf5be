"""``/graph/…``: one named graph of the store, as a page for people and whole for programs.

    /graph/{council}/{dataset}        the rows of a dataset
    /graph/{council}/{dataset}/meta   its description
    /graph?graph={iri}                any graph by its whole name, as copies of other portals have
    /graph                            which graphs there are

Source: SPARQL 1.1 Graph Store HTTP Protocol, 4.1 and 4.2 (direct and indirect identification) and
5.2 (GET); nothing can be written here.
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..http import Content
from ..logic.graph_body import GraphBody
from ..logic.thing_sources import page_of_graphs, readable_graph, readable_graphs_at, validator
from ..logic.thing_store import ThingStore
from ..logic.withdrawals import before_reading
from ..model import CivicRdfGraph
from ..model.graph import GraphState
from ..sparql.formats import GRAPH_FORMATS
from ..things.address import is_plausible, is_valid, path_of
from .addresses import as_asked
from .answers import plain, send
from .formats_asked import alternates, asked_format, media_type, without_ending
from .graph_page import choice_page, graph_page, list_page
from .pages import failed, no_format, nothing_here, page_number

graphs_blueprint = Blueprint("civic_rdf_graphs", __name__)


@graphs_blueprint.route("/graph", strict_slashes=False)
def index() -> Response:
    """Answer the graph that ``?graph=`` names; without one, list all."""
    name = request.args.get("graph", "")
    try:
        if not name:
            before_reading()
            return list_page(page_of_graphs(page_number()), page_number())
        if not is_valid(name):
            return plain("graph must be the whole address of a graph.", 400)
        here = f"{config.site().url}/graph?graph={quote(name, safe='')}"
        before_reading()
        row = readable_graph(name)
        return _answer(row, here, None) if row else nothing_here(name)
    except CivicError as error:
        return failed(error)


@graphs_blueprint.route("/graph/<path:name>")
def read(name: str) -> Response:
    """Answer the graph of this address; at a portal with copies also a copy's, by its path."""
    parts = as_asked(name)
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if not is_plausible(parts):
        return nothing_here(f"/graph/{name}")
    stem, ending = without_ending(parts[-1])
    site = config.site()
    try:
        before_reading()
        for last, kind in ((parts[-1], None), (stem, ending)):
            path = path_of([*parts[:-1], last])
            own = readable_graph(f"{site.uri_base}/graph/{path}")
            found = [own] if own else readable_graphs_at(f"/graph/{path}")
            if len(found) > 1:
                return choice_page(path, found)
            if found:
                return _answer(found[0], f"{site.url}/graph/{path}", kind)
    except CivicError as error:
        return failed(error)
    return nothing_here(f"{site.uri_base}/graph/{path_of(parts)}", council=parts[0])


def _answer(row: CivicRdfGraph, where: str, ending: str | None) -> Response:
    """Answer a graph; ``where`` is its document's address without an ending."""
    chosen = ending or asked_format()
    if chosen is None:
        return no_format()
    if chosen == "html":
        return graph_page(ThingStore(), row, where)
    body = GraphBody(row.graph, GRAPH_FORMATS[chosen])
    has_endings = "?" not in where
    return send(
        Content(
            media_type(chosen),
            body.chunks,
            validator=f"{validator(row)}\n{chosen}",
            modified=row.written_at if row.state == GraphState.WRITTEN else None,
            negotiated=ending is None,
            links=alternates(where) if has_endings else (),
            headers={"Content-Location": f"{where}.{chosen}"} if has_endings else {},
        )
    )
