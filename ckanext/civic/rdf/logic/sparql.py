"""Run a stranger's query: after what was hidden has left the store, and a few at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ckan import model

from ckanext.civic.core.http import Limits

from .. import config
from ..errors import QueryRefused, StoreUnavailable
from ..sparql.dataset import Dataset
from ..sparql.guard import ReadQuery
from ..sparql.relay import RESULTS, TOO_SLOW, TRIPLES, fetch, too_slow
from ..sparql.writing import Written, write
from .query_slots import query_slot
from .readable_graphs import read_graphs
from .reading import Reading, read_whole, store_addresses

# A place is given back by itself after the two time-outs that one request can take (to the first
# byte, and to the last), and a margin for writing the answer.
_SLOT_MARGIN_S = 30
_RESTART_S = 0.3  # until a keeper has noticed that its store is gone
_LEAST_S = 1


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
    accept = TRIPLES if query.gives_triples else RESULTS

    def answer(limits: Limits) -> Written:
        found = fetch(addresses, query.text, accept=accept, parameters=parameters, limits=limits)
        return write(found, key, limits)

    with query_slot(limit=config.sparql_queries(), seconds=seconds):
        return _once_more(answer, limits)


def _once_more(answer: Callable[[Limits], Written], limits: Limits) -> Written:
    """Ask again when the store broke off, as it does for the sake of somebody else's query.

    In what is left of the time: one's own query that took all of it is not asked again.
    """
    started = time.monotonic()
    try:
        return answer(limits)
    except StoreUnavailable:
        left_s = limits.total_timeout_s - (time.monotonic() - started)
        if left_s < _LEAST_S:
            raise
    time.sleep(_RESTART_S)
    left_s -= _RESTART_S
    try:
        return answer(replace(limits, read_timeout_s=left_s, total_timeout_s=left_s))
    except QueryRefused as error:
        if error.status == TOO_SLOW:
            raise too_slow(limits) from error
        raise


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
