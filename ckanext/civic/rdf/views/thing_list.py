"""Lists of things: of a council, of a kind, of a dataset, for whoever shortens an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from flask import Response

from .. import config
from ..logic.graph_titles import council_titles
from ..logic.thing_sources import readable_rows, rows_graphs_below, sources
from ..logic.thing_store import ListedThings, ThingStore, model_kinds, model_told_by
from ..things.address import path_of, spellings
from ..things.listed import asked_of, listed
from .graph_path import graph_path
from .pages import page, page_number

COUNCIL_DATASETS = 50


def index() -> Response:
    """Show which councils and which shared kinds have things here."""
    site = config.site()
    graphs = rows_graphs_below("")
    count = Counter(map(_council_in, graphs))
    titles = council_titles(count)
    councils = [(name, titles.get(name, name), datasets) for name, datasets in count.items()]
    is_hub = site.vocabulary_base == site.uri_base
    shown = {
        "councils": sorted(councils, key=lambda one: one[1].casefold()),
        "shared": [kind for kind in model_kinds() if kind["is_shared"]] if is_hub else [],
        "has_models": config.has_harmonise(),
        "has_store": config.store_addresses() is not None,
    }
    return page("things.html", shown)


def listing(store: ThingStore, parts: Sequence[str], chosen: str) -> Response | None:
    """Show the things below ``/doc/{parts}``; None when there are none."""
    if chosen != "html":
        return None
    kinds = {str(kind["id"]): kind for kind in model_kinds()}
    base = f"{config.site().uri_base}/id"
    if len(parts) == 1:
        shared = kinds.get(parts[0])
        if shared and shared["is_shared"]:
            found = _below(store, base, parts, None, shared)
            return _page(store, found, parts, str(shared["label"])) if found.addresses else None
        return _council(parts[0])
    graphs = rows_graphs_below(f"{config.site().uri_base}/graph/{path_of(parts[:1])}/")
    if not graphs:
        return None
    kind = kinds.get(parts[1])
    found = _below(store, base, parts, graphs, kind)
    if not found.addresses:
        return None
    return _page(store, found, parts, str(kind["label"]) if kind else parts[-1])


def _below(
    store: ThingStore,
    base: str,
    parts: Sequence[str],
    graphs: Sequence[str] | None,
    kind: dict[str, Any] | None,
) -> ListedThings:
    """Return a page of what lies below an address."""
    return store.things_of(
        graphs or [],
        page_number(),
        classes=[str(kind["class_iri"])] if kind else [],
        below=f"{spellings(base, parts)[0]}/",
    )


def _page(store: ThingStore, found: ListedThings, parts: Sequence[str], label: str) -> Response:
    told_by = model_told_by()
    names = store.names(found.addresses, (), asked_of(told_by))
    shown = {
        "label": label,
        "council": parts[0] if len(parts) > 1 else "",
        "council_title": council_titles(parts[:1]).get(parts[0], parts[0]),
        "listed": found,
        "things": listed(found.addresses, names, told_by, with_publisher=len(parts) == 1),
        "more": f"{config.site().url}/doc/{path_of(parts)}?page=",
    }
    return page("thing_list.html", shown)


def _council(name: str) -> Response | None:
    """Show the datasets of a council that have things, a page at a time; None when it has none."""
    graphs = [graph for graph in rows_graphs_below("") if _council_in(graph) == name]
    number = page_number()
    start = (number - 1) * COUNCIL_DATASETS
    rows = readable_rows(graphs[start : start + COUNCIL_DATASETS])
    shown = [
        {"path": graph_path(row.graph), "quads": row.quads, "dataset": _dataset(row.graph)}
        for row in rows
    ]
    visible = [row for row in shown if row["dataset"]]
    if not visible:
        return None
    pages = ListedThings([], number, start + COUNCIL_DATASETS < len(graphs), len(graphs))
    more = f"{config.site().url}/doc/{path_of([name])}?page="
    title = council_titles([name]).get(name, name)
    values = {"name": title, "graphs": visible, "listed": pages, "more": more}
    return page("council_things.html", values)


def _council_in(graph: str) -> str:
    """Return the council in the name of a rows graph, of this portal or of another."""
    return unquote(graph.partition("/graph/")[2].partition("/")[0])


def _dataset(graph: str) -> dict[str, Any] | None:
    return next(iter(sources([graph]).datasets), None)
