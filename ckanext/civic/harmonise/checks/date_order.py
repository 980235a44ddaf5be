"""Two dates of one row that are out of order."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .tally import Tally
from .wording import quoted


@check
class DateOrder(Check):
    """Find rows in which something ends before it begins.

    The model's ``checks: {date_order: {pairs: [[earlier, later]]}}`` names the fields. When most
    rows are concerned, the columns are probably exchanged, and it is an error.
    Source: Stockport's decision dates were published as the dates of validation.
    """

    id = "date_order"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        pairs = self.params.get("pairs", ())
        self._pairs = [(*self.fields(pair), Tally(self.id)) for pair in pairs]
        self._both = [0] * len(self._pairs)

    def observe(self, batch: MappedBatch) -> None:
        """Compare the pairs (ISO 8601 sorts as text, as far as both are exact)."""
        for at, (first, second, tally) in enumerate(self._pairs):
            tally.listing = self.tally.listing
            begins, ends = batch.columns.get(first), batch.columns.get(second)
            if not begins or not ends:
                continue
            self._both[at] += sum(1 for a, b in zip(begins, ends, strict=True) if a and b)
            for index, (a, b) in enumerate(zip(begins, ends, strict=True)):
                if a and b and b < a[: len(b)]:
                    tally.add(
                        batch.numbers[index],
                        self.column_name(second),
                        key=batch.keys[index],
                        value=self.own_value(batch, index, self.source_columns(second), b),
                        expected=f"{a} or later",
                    )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has both dates of a pair."""
        del facts
        return any(self._both)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find pairs that are out of order."""
        del facts
        for (first, second, tally), both in zip(self._pairs, self._both, strict=True):
            if not tally.count:
                continue
            yield self.found(
                tally.count,
                total=both,
                rows=tally.rows,
                columns=[self.column_name(second)],
                severity="warning" if self.is_few(tally.count, both) else None,
                earlier=quoted([self.column_name(first)]),
                later=quoted([self.column_name(second)]),
                tally=tally,
            )
