"""Pages of the linked data, and what people see instead of one."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, make_response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..errors import RdfError
from ..http import Link, moved, refusal
from ..http.link import link_header
from ..logic.thing_sources import rows_graphs_below
from ..things.address import path_of
from .addresses import is_overlong
from .answers import problem, sent, status_of
from .formats_asked import not_acceptable, wants_page

_RETRY_AFTER_S = 30
LONGEST_SHOWN = 300


def page(
    template: str, values: dict[str, Any], *, status: int = 200, links: list[Link] | None = None
) -> Response:
    """Return a page of ours; its address also answers with data, so caches must know by what."""
    response = make_response(tk.render(f"civic/rdf/{template}", values), status)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    if links:
        response.headers["Link"] = link_header(links)
    return response


def leads_to(address: str, status: int = 303) -> Response:
    """Send on, also a script of another site."""
    return sent(moved(address, status))


def nothing_here(address: str, *, council: str = "", shared_at: str = "") -> Response:
    """Answer 404: what may be wrong, and where to look.

    Whether something is hidden here is never told: the answer is the same as for what never was.
    """
    if not wants_page() or is_overlong():
        text = (
            "Nothing is known here of this address. It may be misspelt (letters and signs count), "
            "not published, or withdrawn. What is there: /doc and /sparql."
        )
        return sent(refusal(404, text, negotiated=True))
    shown = {
        "address": address[:LONGEST_SHOWN],
        "council": council if _has_things(council) else "",
        "shared_at": shared_at,
        "has_store": config.store_addresses() is not None,
    }
    return page("nothing_here.html", shown, status=404)


def _has_things(council: str) -> bool:
    """Tell whether a page lists things of a council, so that no help leads to nothing."""
    below = f"{config.site().uri_base}/graph/{path_of([council])}/"
    return bool(council) and bool(rows_graphs_below(below))


def no_format() -> Response:
    """Answer 406 with the formats that there are."""
    return sent(refusal(406, not_acceptable(), negotiated=True))


def failed(error: CivicError) -> Response:
    """Answer an error: to people as a page that says what to do, to programs as a line of text."""
    if not wants_page() or is_overlong():
        return problem(error)
    status = status_of(error)
    known = isinstance(error, RdfError) and status < 500
    shown = {"message": error.message if known else "", "advice": error.advice if known else ""}
    response = page(
        "not_now.html", {**shown, "again": request.full_path.rstrip("?")}, status=status
    )
    if status == 503:
        response.headers["Retry-After"] = str(getattr(error, "after_s", _RETRY_AFTER_S))
        response.headers["Cache-Control"] = "no-store"
    return response


def page_number() -> int:
    """Return ``?page=``, 1 for whatever is no number."""
    text = request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
