"""What of the store may be read at this moment, and whether that was still so afterwards.

A store holds more than may be read for as long as it has not deleted what was hidden, or has half
of a graph that is being loaded. As long as that is so, a query names every other graph; else it
asks all graphs, which is faster. For most of a load the store has nothing of the graph yet: then
all graphs are asked too, and afterwards whether there is still nothing of it. Statements are only
added to a graph that is being loaded (else the number grows), so there was nothing meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .. import config
from ..errors import StoreUnavailable
from ..model.graph import GraphState
from ..stores import SparqlStore, StoreAddresses
from .marks import load_number
from .readable_graphs import unread_graphs
from .withdrawals import withdraw_hidden

T = TypeVar("T")
ATTEMPTS = 4
MOST_LOADING = 10  # graphs that one question is asked about


@dataclass(frozen=True)
class Reading:
    """The graphs that nobody may read, and the number of loads, at one moment.

    ``is_loading`` says that there are some, and that all of them are being loaded.
    """

    hidden: frozenset[str]
    number: int
    is_loading: bool = False

    @classmethod
    def now(cls) -> Reading:
        """Withdraw what was hidden, and return what still may not be read.

        Raises StoreUnavailable when there is no store, and DescriptionsBehind when it cannot be
        told what is hidden.
        """
        store_addresses()
        withdraw_hidden()  # which is counted, and so comes before the number
        number = load_number()
        found = unread_graphs()
        is_loading = set(found.values()) == {GraphState.LOADING}
        return cls(frozenset(found), number, is_loading)

    @cached_property
    def may_ask_all(self) -> bool:
        """Whether a query may look into all graphs: of what is hidden nothing is there.

        Looked up when first asked for. Raises StoreUnavailable and StoreRejected.
        """
        return not self.hidden or (self.is_loading and self._has_nothing_of_them())

    def was_right(self) -> bool:
        """Tell, after an answer, whether nothing has come of what is hidden.

        Ask before the next `now`, whose number tells that nothing was deleted in between.
        """
        return not (self.hidden and self.may_ask_all) or self._has_nothing_of_them()

    def _has_nothing_of_them(self) -> bool:
        if len(self.hidden) > MOST_LOADING:
            return False
        store = SparqlStore(store_addresses(), query_limits=config.page_limits())
        return not store.has_any(sorted(self.hidden))

    def holds(self, later: Reading) -> bool:
        """Tell whether an answer of this moment may be shown at a later one."""
        return later.number == self.number and later.hidden <= self.hidden


def store_addresses() -> StoreAddresses:
    """Return where the store is; raises StoreUnavailable when there is none."""
    found = config.store_addresses()
    if found is None:
        raise StoreUnavailable(
            "This portal has no quad store.", advice="Set ckanext.civic.rdf.store_query_url."
        )
    return found


def read_whole(ask: Callable[[Reading], T], *, drop: Callable[[T], object] | None = None) -> T:
    """Return ``ask``'s answer, which it must have read to its end, once nothing changed meanwhile.

    ``drop`` is given an answer that may not be shown. Raises StoreUnavailable when graphs keep
    coming and going, and whatever ``ask`` raises.
    """
    reading = Reading.now()
    for _ in range(ATTEMPTS):
        answer = ask(reading)
        was_right = reading.was_right()
        later = Reading.now()
        if was_right and reading.holds(later):
            return answer
        if drop:
            drop(answer)
        reading = later
    raise StoreUnavailable("Graphs are being loaded just now.", advice="Ask again in a moment.")
