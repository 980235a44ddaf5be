"""Columns in which some dates have the day first and others the month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted

_DATES = ("date", "datetime")
# Two numbers of one or two digits and a year: source, our choice of what councils write
_TWO_FIRST = re.compile(r"\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](?:\d{4}|\d{2})\b")
_MEMORY = 20_000


def order_of(value: str) -> str:
    """Return ``day`` or ``month`` when only that can be first, and else an empty text."""
    found = _TWO_FIRST.match(value)
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    if first > 12 >= second > 0:
        return "day" if first <= 31 else ""
    if second > 12 >= first > 0:
        return "month" if second <= 31 else ""
    return ""


@check
class DateMixed(Check):
    """Find columns where some values can only have the day first and some only the month first.

    Values that fit both are then in doubt as well, so the whole column is.
    Source: harmonise anchor 3.2: trying formats cell by cell makes 3 April of 03/04/2020 and 13
    December of 12/13/2020 in one column.
    """

    id = "date_mixed"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        dated = [
            one.name for one in fields if one.datatype in _DATES and one.name in crosswalk.fields
        ]
        self._columns = {name for field in dated for name in self.source_columns(field)}
        self._found = {name: (Counter[str](), {"day": [], "month": []}) for name in self._columns}
        self._orders: dict[str, str] = {}
        self._dated: list[tuple[str, int]] = []

    def place(self, header: Sequence[str]) -> None:
        """Tell in which cells of a row the columns are."""
        super().place(header)
        self._dated = [(name, i) for i, name in enumerate(header) if name in self._columns]

    def observe(self, batch: MappedBatch) -> None:
        """Look at the dates as the file has them."""
        for name, index in self._dated:
            cells = [row[index] for row in batch.sources]
            for number, key, cell in zip(batch.numbers, batch.keys, cells, strict=True):
                order = self._orders.get(cell)
                if order is None:
                    order = order_of(cell)
                    if len(self._orders) < _MEMORY:
                        self._orders[cell] = order
                if order:
                    self._note(name, order, number, key, cell)

    def observe_kept_out(self, row: KeptOut) -> None:
        """Look at dates that could not be read as declared."""
        if row.column in self._columns:
            order = order_of(row.value)
            if order:
                self._note(row.column, order, row.row, row.key, row.value)

    def _note(self, name: str, order: str, number: int, key: str, value: str) -> None:
        counts, samples = self._found[name]
        counts[order] += 1
        if len(samples[order]) < 20:
            samples[order].append((number, key, value))

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find columns with both groups."""
        del facts
        for name, (counts, samples) in sorted(self._found.items()):
            if len(counts) < 2:
                continue
            for order, rows in samples.items():
                for number, key, value in rows:
                    self.tally.add(
                        number, name, key=key, value=value, expected="one order of day and month",
                        pattern=f"{order} first",
                    )  # fmt: skip
            fewer = min(counts, key=lambda order: counts[order])
            yield self.found(
                1,
                rows=[number for number, _, _ in samples[fewer]],
                columns=[name],
                day_first=counted(counts["day"], "row"),
                month_first=counted(counts["month"], "row"),
                tally=self.tally,
            )
