"""The pages about graphs, for people."""

from __future__ import annotations

from typing import Any

from flask import Response

from .. import config
from ..examples import rows_example
from ..http import Link
from ..logic.thing_sources import PAGE_GRAPHS, sources
from ..logic.thing_store import ListedThings, ThingStore
from ..model import CivicRdfGraph
from .formats_asked import alternates, by_parameter, downloads
from .graph_path import graph_path
from .pages import page, page_number


def graph_page(store: ThingStore, row: CivicRdfGraph, where: str) -> Response:
    """Show a graph: what it is, how big, since when, whose, and the things in it."""
    listed = store.things_of([row.graph], page_number())
    names = store.names(listed.addresses)
    found = sources([row.graph])
    dataset = next(iter(found.datasets), None)
    has_endings = "?" not in where
    links: list[Link] = alternates(where) if has_endings else []
    shown = {
        "graph": row,
        "label": _label(row, dataset),
        "dataset": dataset,
        "council": dataset.get("organization") if dataset else None,
        "sources": found,
        "listed": listed,
        "things": [(each, names.thing(each)) for each in listed.addresses],
        "more": f"{where}{'?' if has_endings else '&'}page=",
        "downloads": downloads(where) if has_endings else by_parameter(where),
        "question": rows_example(row.graph),
        "is_copy": not row.graph.startswith(f"{config.site().uri_base}/"),
    }
    return page("graph.html", shown, links=links)


def list_page(rows: list[CivicRdfGraph], number: int) -> Response:
    """Show which graphs there are, a page at a time."""
    shown = [
        {"path": graph_path(row.graph), "name": row.graph, "kind": row.kind, "quads": row.quads}
        for row in rows[:PAGE_GRAPHS]
    ]
    listed = ListedThings([], number, len(rows) > PAGE_GRAPHS, None)
    return page("graphs.html", {"graphs": shown, "listed": listed, "more": "/graph?page="})


def choice_page(path: str, rows: list[CivicRdfGraph]) -> Response:
    """Show the graphs of several portals that have one path (300, RFC 9110, 15.4.1)."""
    shown = [{"path": graph_path(row.graph), "name": row.graph} for row in rows]
    return page("graph_choice.html", {"graphs": shown, "path": path}, status=300)


def _label(row: CivicRdfGraph, dataset: dict[str, Any] | None) -> str:
    return str(dataset.get("title") or dataset["name"]) if dataset else ""
