"""The feed of changes for people: what it is, what changed, and how programs follow it."""

from __future__ import annotations

from flask import Response

from .. import config
from ..feed import FORMATS, FeedAddresses, Span, root, told
from ..http import Link
from ..logic.feed import FeedLog
from .pages import page

NEWEST_SHOWN = 25
_TITLES = {"trig": "TriG", "jsonld": "JSON-LD", "nq": "N-Quads"}


def feed_page(
    log: FeedLog, span: Span | None, addresses: FeedAddresses, links: list[Link]
) -> Response | None:
    """Show a node of the feed, newest first; ``span`` is None for its root.

    None when the node was full and nothing of it is left. What is shown is what the data of the
    same address say: the current state of each dataset, and the address of what was withdrawn.
    """
    below = (
        []
        if span and span.is_page
        else log.branches(span or root(config.feed_page_size(), log.newest))
    )
    changes = log.latest(NEWEST_SHOWN) if span is None else []
    if span and span.is_page:
        changes = log.activities(span)[::-1]
    if span and span.is_full(log.newest) and not below and not changes:
        return None
    where = FeedAddresses(addresses.site_url)
    shown = {
        "changes": [told(each) for each in changes],
        "pages": [(where.page(each.span), each) for each in reversed(below)],
        "span": span,
        "root": where.root,
        "downloads": [
            (_TITLES[key], f"{where.node(span)}.{key}", kind) for key, kind in FORMATS.items()
        ],
    }
    return page("feed.html", shown, links=links)
