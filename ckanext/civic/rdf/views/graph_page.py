"""The pages about graphs, for people."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Response

from .. import config
from ..examples import rows_example
from ..http import Link
from ..logic.graph_titles import GraphTitle, graph_titles
from ..logic.thing_sources import PAGE_GRAPHS, sources
from ..logic.thing_store import ListedThings, ThingStore, model_told_by
from ..model import CivicRdfGraph
from ..things.listed import Listed, asked_of
from ..things.listed import listed as listed_things
from ..things.naming import Names
from .formats_asked import alternates, by_parameter, downloads
from .graph_path import graph_path
from .pages import page, page_number

_DCAT = "http://www.w3.org/ns/dcat#"
# what a description's page lists, in this order; all else is a part of one of these
DESCRIBED = {
    _DCAT + "Dataset": None,
    _DCAT + "DatasetSeries": None,
    _DCAT + "Distribution": None,
    _DCAT + "DataService": None,
    "http://xmlns.com/foaf/0.1/Agent": None,
}


def graph_page(store: ThingStore, row: CivicRdfGraph, where: str) -> Response:
    """Show a graph: what it is, how big, since when, whose, and the things in it."""
    shown_classes = DESCRIBED if row.kind == "meta" else {}
    listed = store.things_of([row.graph], page_number(), classes=shown_classes)
    told_by = model_told_by()
    names = store.names(listed.addresses, (), asked_of(told_by))
    found = sources([row.graph])
    dataset = next(iter(found.datasets), None)
    title = graph_titles([row]).get(row.graph, GraphTitle(""))
    has_endings = "?" not in where
    links: list[Link] = alternates(where) if has_endings else []
    shown = {
        "graph": row,
        "label": _label(row, dataset) or title.title,
        "dataset": dataset,
        "council": dataset.get("organization") if dataset else None,
        "sources": found,
        "listed": listed,
        "things": _things(listed_things(listed.addresses, names, told_by), names, shown_classes),
        "more": f"{where}{'?' if has_endings else '&'}page=",
        "downloads": downloads(where) if has_endings else by_parameter(where),
        "question": rows_example(row.graph),
        "is_copy": not row.graph.startswith(f"{config.site().uri_base}/"),
    }
    return page("graph.html", shown, links=links)


def list_page(rows: list[CivicRdfGraph], number: int) -> Response:
    """Show which graphs there are by council, a page at a time."""
    listed = ListedThings([], number, len(rows) > PAGE_GRAPHS, None)
    groups = _by_council(rows[:PAGE_GRAPHS])
    return page("graphs.html", {"groups": groups, "listed": listed, "more": "/graph?page="})


def _by_council(rows: list[CivicRdfGraph]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return councils with their datasets, each with its graphs; models and catalogue last.

    A dataset has its ``title`` and ``graphs``: path, kind and number of facts of each.
    """
    titles = graph_titles(rows)
    councils: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows:
        told = titles.get(row.graph, GraphTitle(""))
        key = row.package_id or row.graph
        datasets = councils.setdefault(told.council, {})
        dataset = datasets.setdefault(key, {"title": told.title, "graphs": []})
        dataset["graphs"].append(
            {
                "path": graph_path(row.graph),
                "name": row.graph,
                "kind": row.kind,
                "quads": row.quads,
            }
        )
    ordered = sorted(councils, key=lambda council: (not council, council.casefold()))
    return [
        (council, sorted(councils[council].values(), key=lambda one: one["title"].casefold()))
        for council in ordered
    ]


def _things(
    things: list[Listed], names: Names, classes: Collection[str]
) -> list[tuple[Listed, str]]:
    """Return what a graph tells of, each thing in a description with its kind."""
    order = list(classes)
    found = []
    for thing in things:
        kinds = [order.index(each) for each in names.types_of(thing.address) if each in order]
        rank = min(kinds, default=len(order))
        kind = names.property(order[rank]).label if rank < len(order) else ""
        found.append((rank, (thing, kind)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def choice_page(path: str, rows: list[CivicRdfGraph]) -> Response:
    """Show the graphs of several portals that have one path (300, RFC 9110, 15.4.1)."""
    shown = [{"path": graph_path(row.graph), "name": row.graph} for row in rows]
    return page("graph_choice.html", {"graphs": shown, "path": path}, status=300)


def _label(row: CivicRdfGraph, dataset: dict[str, Any] | None) -> str:
    return str(dataset.get("title") or dataset["name"]) if dataset else ""
