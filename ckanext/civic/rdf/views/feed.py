"""``/rdf/feed``: the changes of the catalogue, for those who keep a copy of it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ckanext.civic.core.errors import CivicError

from .. import config
from ..feed import FORMATS, FeedAddresses, Span, page, page_quads, root, root_quads, written
from ..http import REVALIDATE, Content, Link, preflight
from ..logic.before_serving import before_serving
from ..logic.feed import FeedLog, feed_log
from ..sparql.formats import PAGE, accepted_format
from .answers import plain, problem, send, sent
from .feed_page import feed_page
from .pages import failed

feed_blueprint = Blueprint("civic_rdf_feed", __name__)

# A reader keeps a full page for ever (RFC 8246); a cache that many share asks each time, so that
# nothing goes out of it that was withdrawn meanwhile (RFC 9111, 5.2.2.10).
FULL_PAGE = "public, max-age=31536000, s-maxage=0, immutable"
_GONE = "All that was here has changed since."
_METHODS = ["GET", "OPTIONS"]  # Flask adds HEAD


@feed_blueprint.route("/rdf/feed", methods=_METHODS)
@feed_blueprint.route("/rdf/feed.<ending>", methods=_METHODS)
def read(ending: str = "") -> Response:
    """Answer the root: what the feed is, and the way to its pages."""
    return _answer(ending, None)


@feed_blueprint.route("/rdf/feed/by-<int:size>/<int:first>-<int:last>", methods=_METHODS)
@feed_blueprint.route("/rdf/feed/by-<int:size>/<int:first>-<int:last>.<ending>", methods=_METHODS)
def read_page(size: int, first: int, last: int, ending: str = "") -> Response:
    """Answer a page of changes, or a node that leads to pages."""
    span = page(size, first, last)
    return _answer(ending, span) if span else plain("The feed has no such page.", 404)


def _answer(ending: str, span: Span | None) -> Response:
    """Answer a node of the feed; ``span`` is None for its root."""
    if request.method == "OPTIONS":
        return sent(preflight())
    if ending and ending not in FORMATS:
        return plain(f"The feed comes as {', '.join(FORMATS)}.", 404)
    # a client that takes anything gets data: what people prefer comes last
    chosen = ending or accepted_format(request.headers.get("Accept"), {**FORMATS, **PAGE})
    if chosen is None:
        return plain(f"The feed comes as {', '.join([*FORMATS.values(), *PAGE.values()])}.", 406)
    try:
        before_serving()
    except CivicError as error:
        return failed(error) if chosen in PAGE else problem(error)
    addresses = FeedAddresses(config.site().url, f".{ending}" if ending else "")
    with feed_log() as log:
        if span is not None and span.first > log.newest:
            return plain("The feed has no such page yet.", 404)
        if chosen in PAGE:
            shown = feed_page(log, span, addresses, _links(addresses.node(span)))
            return shown or plain(_GONE, 410)
        if span is None:
            return send(_root(log, addresses, chosen))
        content = _page(log, span, addresses, chosen)
        return send(content) if content else plain(_GONE, 410)


def _root(log: FeedLog, addresses: FeedAddresses, chosen: str) -> Content:
    span, title, catalog = root(config.feed_page_size(), log.newest), _title(), log.catalog()

    def body() -> bytes:
        lines = root_quads(addresses, title, log.branches(span), log.newest, catalog)
        return written(lines, chosen)

    return Content(
        FORMATS[chosen],
        body,
        # no dataset enters or leaves the feed without a new number
        validator=repr((addresses, title, span, log.newest, catalog)),
        negotiated=not addresses.ending,
        caching=REVALIDATE,
        links=_links(addresses.root),
        headers=_file("feed", chosen),
    )


def _page(log: FeedLog, span: Span, addresses: FeedAddresses, chosen: str) -> Content | None:
    """Return a page's content, or None when it was full and nothing of it is left."""
    is_full, title = span.is_full(log.newest), _title()
    branches = None if span.is_page else log.branches(span)
    state = log.state(span) if branches is None else repr(branches)
    if is_full and (branches == [] or state == log.EMPTY):
        return None

    def body() -> bytes:
        contents = log.activities(span) if branches is None else branches
        return written(page_quads(addresses, title, span, contents, log.newest), chosen)

    return Content(
        FORMATS[chosen],
        body,
        validator=repr((addresses, title, span, is_full, state)),
        negotiated=not addresses.ending,
        caching=FULL_PAGE if is_full else REVALIDATE,
        links=_links(FeedAddresses(addresses.site_url).page(span)),
        headers=_file(f"feed-{span.first}-{span.last}", chosen),
    )


def _title() -> str:
    site = config.site()
    return f"Changes of the datasets of {site.title or site.url}"


def _links(address: str) -> list[Link]:
    return [Link(f"{address}.{name}", "alternate", kind) for name, kind in FORMATS.items()]


def _file(name: str, chosen: str) -> dict[str, str]:
    """Return what a browser calls the data when somebody keeps them (RFC 6266)."""
    return {"Content-Disposition": f'inline; filename="{name}.{chosen}"'}
