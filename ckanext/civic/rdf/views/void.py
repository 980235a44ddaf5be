"""``/.well-known/void``: what the portal publishes as linked data, and where.

Source: VoID, 6.2 (the well-known address); RFC 8615.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from ..http import preflight
from ..logic.void import Void, void
from ..sparql.formats import GRAPH_FORMATS, PAGE, accepted_format
from .answers import problem, sent
from .formats_asked import TITLES
from .pages import failed, page
from .rdf_document import document

void_blueprint = Blueprint("civic_rdf_void", __name__)

_SHOWN = 50  # graphs of rows on the page; the list of all graphs has the others


@void_blueprint.route(
    "/.well-known/void", methods=["GET", "HEAD", "OPTIONS"], provide_automatic_options=False
)
def read() -> Response:
    """Send the document in the syntax of ``?format=`` or of Accept; to people as a page."""
    if request.method == "OPTIONS":
        return sent(preflight())
    # a client that takes anything gets data: what people prefer comes last
    is_page = not request.args.get("format") and (
        accepted_format(request.headers.get("Accept"), {**GRAPH_FORMATS, **PAGE}) == "html"
    )
    try:
        found = void()
        if is_page:
            return _page(found)
        return document(found.lines, prefixes={}, validator=found.validator, file_name="void")
    except CivicError as error:
        return failed(error) if is_page else problem(error)


def _page(found: Void) -> Response:
    """Show what the document says."""
    published = found.published()
    here = f"{published.url}/.well-known/void"
    shown = {
        "published": published,
        "rows": published.rows[:_SHOWN],
        "has_more": len(published.rows) > _SHOWN,
        "address": here,
        "downloads": [
            (title, f"{here}?format={key}", GRAPH_FORMATS[key]) for key, title in TITLES.items()
        ],
    }
    return page("void.html", shown)
