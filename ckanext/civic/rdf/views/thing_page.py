"""The page about one thing, and the pages of what points to it."""

from __future__ import annotations

from urllib.parse import quote

import ckan.plugins as p
from flask import Response

from ..logic.thing_sources import Sources, sources
from ..logic.thing_store import ThingStore, model_told_by
from ..things.answers import Statement
from ..things.incoming import incoming
from ..things.listed import asked_of, listed
from ..things.naming import Names
from ..things.questions import for_people
from ..things.thing import describe, mentioned, types_of
from .formats_asked import alternates, by_parameter, downloads
from .pages import page, page_number


def thing_page(store: ThingStore, address: str, said: list[Statement], where: str) -> Response:
    """Show a thing: what is known of it, what points to it, and where that comes from."""
    counts, first = store.links_to(address)
    things = {term.value for terms in first.values() for term in terms}
    types = types_of(address, said)
    told_by = model_told_by()
    asked = [address, *mentioned(said), *counts, *things]
    names = store.names(asked, types, asked_of(told_by))
    thing = describe(address, said, names)
    users = {name: [term.value for term in terms] for name, terms in first.items()}
    has_endings = "?" not in where
    shown = {
        "thing": thing,
        "where": where,
        "incoming": incoming(counts, first, store.ways_in(users, names), names),
        "listed_things": {
            one.address: one
            for terms in first.values()
            for one in listed([term.value for term in terms], names, told_by, with_publisher=True)
        },
        "by": f"{where}{'&' if '?' in where else '?'}by=",
        "downloads": downloads(where) if has_endings else by_parameter(where),
        "question": for_people(address),
        "has_harmonise": p.plugin_loaded("civic_harmonise"),
        **_origin({one.graph for one in said}),
    }
    return page("thing.html", shown, links=alternates(where) if has_endings else None)


def links_page(
    store: ThingStore, address: str, said: list[Statement], by: str, where: str
) -> Response:
    """Show, a page at a time, what points to a thing by one property."""
    found = store.links_by(address, by, page_number())
    told_by = model_told_by()
    asked = [address, by, *found.addresses]
    names = store.names(asked, types_of(address, said), asked_of(told_by))
    joiner = "&" if "?" in where else "?"
    ways = store.ways_in({by: found.addresses}, names)
    shown = {
        "label": names.thing(address),
        "property": ways[by],
        "listed": found,
        "things": listed(found.addresses, names, told_by, with_publisher=True),
        "kinds": {each: _kind(each, names) for each in found.addresses},
        "here": where,
        "more": f"{where}{joiner}by={quote(by, safe='')}&page=",
        **_origin({one.graph for one in said}),
    }
    return page("thing_links.html", shown)


def _kind(address: str, names: Names) -> str:
    labels = [name.label for name in map(names.of, names.types_of(address)) if name]
    return ", ".join(dict.fromkeys(labels))


def _origin(graphs: set[str]) -> dict[str, object]:
    """Return the datasets that a page speaks from, and the one council that they all have."""
    found: Sources = sources(graphs)
    councils = {
        dataset["organization"]["name"]: dataset["organization"]
        for dataset in found.datasets
        if dataset.get("organization")
    }
    council = next(iter(councils.values())) if len(councils) == 1 and not found.more else None
    only = found.datasets[0] if len(found.datasets) == 1 and not found.more else None
    return {"sources": found, "council": council, "dataset": only}
