"""What uses an address, for pages of other plugins."""

from __future__ import annotations

from urllib.parse import quote

import ckan.plugins.toolkit as tk

from ckanext.civic.core.errors import CivicError

from ..things.address import is_valid
from ..things.incoming import incoming
from .thing_store import ThingStore

_SKOS = "http://www.w3.org/2004/02/skos/core#"  # by these codes point to each other


def uses_of(address: str) -> list[tuple[str, str]]:
    """Return in words how many things have an address, such as "2 street lights", and a link.

    Nothing while the store does not answer: the page that asks is about something else.
    """
    if not is_valid(address):
        return []
    try:
        store = ThingStore()
        counts, first = store.links_to(address)
        counts = {name: count for name, count in counts.items() if not name.startswith(_SKOS)}
        first = {name: terms for name, terms in first.items() if name in counts}
        things = {term.value for terms in first.values() for term in terms}
        names = store.names(things)
    except CivicError:
        return []
    return [
        (_words(group.count, group.is_more, group.kinds), f"{page_of(address)}&by={quoted}")
        for group in incoming(counts, first, {}, names)
        if (quoted := quote(group.address, safe=""))
    ]


def page_of(address: str) -> str:
    """Return the path of the page of what is known here of any address."""
    return f"/doc?uri={quote(address, safe='')}"


def _words(count: int, is_more: bool, kinds: str) -> str:
    number = f"{count:,}{'+' if is_more else ''}"
    kinds = kinds or tk.ungettext("thing", "things", count)
    return tk.ungettext("{number} {kinds} has this", "{number} {kinds} have this", count).format(
        number=number, kinds=kinds
    )
