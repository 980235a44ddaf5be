"""Run a stranger's query: after what was hidden has left the store, and a few at a time."""

from __future__ import annotations

from collections.abc import Mapping

from ckan import model

from .. import config
from ..sparql.dataset import Dataset
from ..sparql.guard import ReadQuery
from ..sparql.relay import RESULTS, TRIPLES, fetch
from ..sparql.writing import Written, write
from .query_slots import query_slot
from .readable_graphs import read_graphs
from .reading import Reading, read_whole, store_addresses

# A place is given back by itself after the two time-outs that one request can take (to the first
# byte, and to the last), and a margin for writing the answer.
_SLOT_MARGIN_S = 30


def ask(query: ReadQuery, key: str, *, dataset: Dataset | None = None) -> Written:
    """Return the whole answer to a checked query, in the format ``key``.

    ``dataset`` are the graphs that the request names. Raises StoreUnavailable, Busy,
    StoreRejected, and QueryRefused for a query that takes too long or gives too much.
    """
    return read_whole(
        lambda reading: _ask(query, key, dataset, reading), drop=lambda found: found.file.close()
    )


def _ask(query: ReadQuery, key: str, dataset: Dataset | None, reading: Reading) -> Written:
    limits, addresses = config.sparql_limits(), store_addresses()
    named = _graphs(query, dataset, reading)
    parameters = {**named, **config.timeout_parameter(limits)}
    model.Session.rollback()  # no transaction of ours stays open while the store thinks
    seconds = 2 * limits.total_timeout_s + _SLOT_MARGIN_S
    with query_slot(limit=config.sparql_queries(), seconds=seconds):
        found = fetch(
            addresses,
            query.text,
            accept=TRIPLES if query.gives_triples else RESULTS,
            parameters=parameters,
            limits=limits,
        )
        return write(found, key, limits)


def _graphs(query: ReadQuery, dataset: Dataset | None, reading: Reading) -> Mapping[str, list[str]]:
    """Return what tells the store which graphs to answer from: those asked for, or else all."""
    asked = dataset or query.dataset
    if asked is not None:
        # said in the request even when the query says it: Oxigraph, told to answer from the union
        # of all graphs, looks at no FROM
        return asked.without(reading.hidden).parameters()
    if not reading.may_ask_all:
        names = read_graphs()
        return Dataset(names, names).parameters()
    union = config.union_parameter()
    return {union[0]: [union[1]]} if union else {}
