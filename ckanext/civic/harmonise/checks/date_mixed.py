"""Columns in which some dates have the day first and others the month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..mapping.columns import normal
from ..mapping.transforms.date import formats_of
from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut
from .wording import counted

_DATES = ("date", "datetime")
# Two numbers of one or two digits and a year: source, our choice of what councils write
_TWO_FIRST = re.compile(r"\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](?:\d{4}|\d{2})\b")
_DIRECTIVE = re.compile(r"%([dm])")
_SAMPLES = 20


@lru_cache(maxsize=20_000)
def order_of(value: str) -> str:
    """Return ``day`` or ``month`` when only that can be first, and ``either`` when both can.

    Anything else than two small numbers and a year gives an empty text.
    """
    found = _TWO_FIRST.match(value)
    if not found:
        return ""
    first, second = int(found[1]), int(found[2])
    if not 0 < min(first, second) <= 12 or max(first, second) > 31:
        return ""
    if max(first, second) <= 12:
        return "either"
    return "day" if first > 12 else "month"


class _Column:
    """What was seen of one column: ``declared`` is the order that its formats declare, if any."""

    def __init__(self, name: str, declared: str) -> None:
        self.name, self.declared = name, declared
        self.counts: Counter[str] = Counter()
        self.samples: dict[str, list[tuple[int, str, str]]] = {
            "day": [], "month": [], "either": [],
        }  # fmt: skip

    def note(self, numbers: Sequence[int], keys: Sequence[str], cells: Sequence[str]) -> None:
        """Count the orders of some cells, and keep the first of each."""
        orders = list(map(order_of, cells))
        self.counts.update(orders)
        for order, kept in self.samples.items():
            if len(kept) < _SAMPLES and order in orders:
                every = [at for at, one in enumerate(orders) if one == order]
                kept += [(numbers[at], keys[at], cells[at]) for at in every[: _SAMPLES - len(kept)]]

    def groups(self) -> dict[str, int]:
        """Return how many rows are read day first and month first; what fits both, as declared."""
        return {
            order: self.counts[order] + (self.counts["either"] if order == self.declared else 0)
            for order in ("day", "month")
        }


@check
class DateMixed(Check):
    """Find columns where some values are read day first and others can only be month first.

    A value that fits both is read as the crosswalk declares, so it contradicts one that does not
    fit the declared order, whether or not that one kept its row out.
    Source: harmonise anchor 3.2 and 6.4: trying formats cell by cell makes 3 April of 03/04/2020
    and 13 December of 12/13/2020 in one column.
    """

    id = "date_mixed"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._columns: dict[str, _Column] = {}
        for field in crosswalk.model.fields.values():
            if field.datatype in _DATES and field.name in crosswalk.fields:
                declared = _declared_order(crosswalk.fields[field.name])
                for name in self.source_columns(field.name):
                    self._columns.setdefault(normal(name), _Column(name, declared))
        self._dated: list[tuple[_Column, int]] = []
        self._has_dates = False

    def place(self, header: Sequence[str]) -> None:
        """Tell in which cells of a row the columns are."""
        super().place(header)
        known = ((self._columns.get(normal(name)), at) for at, name in enumerate(header))
        self._dated = [(column, at) for column, at in known if column]

    def observe(self, batch: MappedBatch) -> None:
        """Look at the dates as the file has them."""
        for column, index in self._dated:
            cells = [row[index] for row in batch.sources]
            self._has_dates = self._has_dates or any(cells)
            column.note(batch.numbers, batch.keys, cells)

    def observe_kept_out(self, row: KeptOut) -> None:
        """Look at dates that could not be read as declared."""
        column = self._columns.get(normal(row.column))
        if column and row.value:
            self._has_dates = True
            column.note([row.row], [row.key], [row.value])

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a date."""
        del facts
        return self._has_dates

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find columns with both groups."""
        del facts
        for _, column in sorted(self._columns.items()):
            groups = column.groups()
            if all(groups.values()):
                yield self._mixed(column, groups)

    def _mixed(self, column: _Column, groups: dict[str, int]) -> Finding:
        for order, rows in column.samples.items():
            for number, key, value in rows:
                self.tally.add(
                    number, column.name, key=key, value=value,
                    expected="one order of day and month", pattern=self.entry.phrase(order),
                )  # fmt: skip
        other = {"day": "month", "month": "day"}.get(
            column.declared, min(groups, key=lambda order: groups[order])
        )
        is_other = bool(column.declared) and not column.counts[column.declared]
        return self.found(
            1,
            rows=[number for number, _, _ in column.samples[other]],
            columns=[column.name],
            day_first=self._group(column, groups, "day"),
            month_first=self._group(column, groups, "month"),
            cause=self.entry.phrase("other", order=self.entry.phrase(other)) if is_other else "",
            tally=self.tally,
        )

    def _group(self, column: _Column, groups: dict[str, int], order: str) -> str:
        rows = counted(groups[order], "row")
        both = column.counts["either"] if order == column.declared else 0
        return self.entry.phrase("both", rows=rows, both=f"{both:,}") if both else rows


def _declared_order(expression: Any) -> str:
    """Return ``day`` or ``month``, what the first format with both declares, or an empty text."""
    for one in _formats(expression):
        found = _DIRECTIVE.findall(one)
        if set(found) == {"d", "m"}:
            return "day" if found[0] == "d" else "month"
    return ""


def _formats(expression: Any) -> Iterator[str]:
    if not isinstance(expression, dict):
        return
    for step in expression.get("steps", ()):
        yield from formats_of(step)
        times = step.get("datetime", ()) if isinstance(step, dict) else ()
        yield from [times] if isinstance(times, str) else times or ()
    for branch in (*expression.get("first_of", ()), *expression.get("all_of", ())):
        yield from _formats(branch)
