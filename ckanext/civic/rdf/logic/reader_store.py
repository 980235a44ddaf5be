"""The store as pages read it: what may be read, in a page's time, and not for all at once.

A page first asks something that costs nothing. A store that does not answer that is away, and then
no page waits for it (store_breaker.py); one that is only slow has the rest of the page's time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import IO, TypeVar

from ckan import model

from ckanext.civic.core.http import Limits, Response

from .. import config
from ..errors import StoreRejected, StoreUnavailable
from ..sparql.dataset import Dataset
from ..stores import SparqlStore, StoreAddresses
from .page_places import copy_place, page_place
from .readable_graphs import read_graphs
from .reading import Reading, read_whole, store_addresses
from .store_breaker import StoreBreaker

T = TypeVar("T")
ALIVE_TIMEOUT_S = 2
_LEAST_S = 0.2  # with less time than this left nothing more is asked
_JSON = "application/sparql-results+json"


class ReaderStore(SparqlStore):
    """A store of which only what may be read is read. Use it for one request.

    ``limits.total_timeout_s`` is for all its queries together. Every method raises Busy when the
    store is away, or too many pages need it at this moment.
    """

    def __init__(self, addresses: StoreAddresses, limits: Limits) -> None:
        super().__init__(addresses, query_limits=limits)
        self._own = SparqlStore(addresses, query_limits=config.copy_limits())
        self._breaker = StoreBreaker(addresses)
        self._page_limits = limits
        self._is_alive = False
        self._spent_s = 0.0

    def query(
        self,
        query: str,
        *,
        accept: str,
        parameters: Mapping[str, list[str]] | None = None,
        limits: Limits | None = None,
    ) -> Response:
        """Run a query of ours, which has no FROM, in the page's time; see SparqlStore."""
        ask = super().query

        def asked(reading: Reading) -> Response:
            dataset = {**_dataset(reading), **(parameters or {})}
            left = self._limits_left(limits or self._page_limits)
            started = time.monotonic()
            try:
                return ask(query, accept=accept, parameters=dataset, limits=left)
            finally:
                self._spent_s += time.monotonic() - started

        return self._read(asked)

    def get(self, graph: str, *, accept: str, limits: Limits | None = None) -> Response | None:
        """Return a graph that may be read; see SparqlStore."""
        get = super().get

        def asked(reading: Reading) -> Response | None:
            return None if graph in reading.hidden else get(graph, accept=accept, limits=limits)

        return self._read(asked)

    def copy(self, graph: str, file: IO[bytes], *, accept: str = "application/n-triples") -> bool:
        """Copy a graph that may be read, for as long as it keeps coming; see SparqlStore."""

        def asked(reading: Reading) -> bool:
            file.seek(0)
            file.truncate()
            return graph not in reading.hidden and self._own.copy(graph, file, accept=accept)

        self.check()
        with copy_place(config.copy_limits().total_timeout_s):
            return self._read(asked)

    def check(self) -> None:
        """Find out, once, whether the store answers; raises Busy or StoreUnavailable if not."""
        if self._is_alive:
            return
        self._breaker.check()
        with page_place():
            haste = replace(
                self._page_limits,
                connect_timeout_s=ALIVE_TIMEOUT_S,
                read_timeout_s=ALIVE_TIMEOUT_S,
                total_timeout_s=ALIVE_TIMEOUT_S,
            )
            model.Session.rollback()  # no transaction of ours stays open while the store thinks
            try:
                super().query("ASK {}", accept=_JSON, limits=haste)
            except StoreRejected:
                pass  # it is there; what it has against us is said by the question itself
            except StoreUnavailable:
                self._breaker.open()
                raise
        self._breaker.close()
        self._is_alive = True

    def _read(self, ask: Callable[[Reading], T]) -> T:
        self.check()
        with page_place():
            return read_whole(ask)

    def _limits_left(self, limits: Limits) -> Limits:
        left_s = self._page_limits.total_timeout_s - self._spent_s
        if left_s < _LEAST_S:
            raise StoreUnavailable("The quad store is slow.", advice="Ask again in a moment.")
        seconds = min(left_s, limits.total_timeout_s)
        return replace(limits, read_timeout_s=seconds, total_timeout_s=seconds)


def reader_store() -> ReaderStore:
    """Return the store for one request, after what was hidden was withdrawn.

    Raises StoreUnavailable and DescriptionsBehind.
    """
    Reading.now()
    return ReaderStore(store_addresses(), config.page_limits())


def _dataset(reading: Reading) -> dict[str, list[str]]:
    """Return the request parameters with which a query reads all that may be read."""
    if not reading.may_ask_all:
        names = read_graphs()
        return dict(Dataset(names, names).parameters())
    union = config.union_parameter()
    return {union[0]: [union[1]]} if union else {}
