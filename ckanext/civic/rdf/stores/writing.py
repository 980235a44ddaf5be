"""Puts a big graph into a store, so that nobody reads half of it and the store stays small.

Four ways, because stores differ most in this (docs/adr/0016-big-graphs.md has the measurements):
a small graph is replaced at once; a big graph that is new is loaded in bulk while it is hidden; a
big graph that is there is changed in part, in one transaction; and when nearly all of it is new it
is replaced at once, however much memory that takes. What arrived is counted afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ..errors import StoreUnavailable
from ..graphs.difference import difference, update_of
from .graph_file import GraphFile
from .sparql_store import SparqlStore

SMALL_STATEMENTS = 20_000  # replaced within a second or two
MOST_CHANGES = 100_000  # in one transaction: about 200 MB of a store's memory


class Way(str, Enum):
    """How a graph was written."""

    REPLACED = "replaced"
    LOADED = "loaded"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Written:
    """How a graph was written, and how many statements the store has of it."""

    way: Way
    statements: int


@dataclass(frozen=True)
class GraphToWrite:
    """A graph's name, its canonical N-Triples, their number (doubles count), and what is there.

    ``is_held`` says that the store has a whole version of it that readers may see.
    """

    graph: str
    path: Path
    statements: int
    is_held: bool


def write_graph(
    store: SparqlStore,
    new: GraphToWrite,
    folder: Path,
    *,
    bulk_from: int | None,
    begin: Callable[[], object],
    hide: Callable[[], object],
    progress: Callable[[int], object] | None = None,
) -> Written:
    """Make the store's graph what ``new`` says; answer how.

    ``folder`` holds what is compared meanwhile. ``begin`` is called before the store is asked to
    change anything at once; ``hide`` before it is asked to load a graph of at least ``bulk_from``
    statements in bulk, and must see to it that no reader sees the graph (with None none is).
    ``progress`` is told how many bytes have been sent. Raises StoreUnavailable and StoreRejected;
    after StoreUnavailable a graph that was hidden may be half.
    """
    body = GraphFile(new.path, sent=progress)
    is_big = bulk_from is not None and new.statements >= bulk_from and store.can_load_in_bulk
    left = store.count(new.graph) if is_big else 0
    if is_big and not (new.is_held and left):
        hide()
        if left:  # of a load that was broken off
            store.delete(new.graph, statements=left)
        store.load_in_bulk(new.graph, body)
        way = Way.LOADED
    else:
        way = _replace(store, new, body, folder, begin)
    count = store.count(new.graph)
    if count != new.statements and not is_same(store, new, folder / "proof"):
        begin()
        store.put(new.graph, body)
        way, count = Way.REPLACED, store.count(new.graph)
        if not is_same(store, new, folder / "second-proof"):
            raise StoreUnavailable(
                "The quad store took a graph and does not give it back whole.",
                advice="Look into its log; it is written again later.",
            )
    return Written(way, count)


def is_same(store: SparqlStore, new: GraphToWrite, folder: Path) -> bool:
    """Compare statement by statement what the store gives back with what it should have.

    ``folder`` is made, and holds what is compared meanwhile.
    """
    folder.mkdir()
    back = folder / "back.nt"
    with back.open("wb") as file:
        store.copy(new.graph, file)
    return difference(back, new.path, folder, most=0).changes == 0


def _replace(
    store: SparqlStore,
    new: GraphToWrite,
    body: GraphFile,
    folder: Path,
    begin: Callable[[], object],
) -> Way:
    """Replace what is there in one transaction, in part where that is less."""
    if new.is_held and new.statements >= SMALL_STATEMENTS and store.can_update:
        old = folder / "old.nt"
        with old.open("wb") as file:
            store.copy(new.graph, file)
        compared = folder / "compared"
        compared.mkdir()
        change = difference(old, new.path, compared, most=MOST_CHANGES)
        if change.is_whole:
            if not change.changes:
                return Way.SAME
            begin()
            store.update(update_of(new.graph, change))
            return Way.CHANGED
    begin()
    store.put(new.graph, body)
    return Way.REPLACED
