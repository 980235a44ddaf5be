"""Days that can hardly be meant."""

from __future__ import annotations

from collections import Counter

from ckanext.civic.core import clock

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import SAMPLE_ROWS, Finding
from .base import Check, Facts, check, counted

EARLIEST = "1950-01-01"
_YEARS_AHEAD = 2


@check
class DatePlausible(Check):
    """Find days before 1950 or more than two years ahead; the record keeps them.

    Source: missing dates were published as 0001-01-01 (Manchester planning) and 3000-01-01
    (Stockport lights). The bounds are our choice: local government records that are published
    row by row begin later, and plans reach further than two years only by mistake.
    """

    id = "date_plausible"
    severity = "warning"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._dates = [one.name for one in fields if one.datatype == "date"]
        self._latest = f"{clock.now().year + _YEARS_AHEAD:04}-12-31"
        self._found: Counter[str] = Counter()
        self._rows: list[int] = []

    def observe(self, batch: MappedBatch) -> None:
        """Compare the records' days (ISO 8601 sorts as text)."""
        for name in self._dates:
            values = batch.columns.get(name, ())
            if all(not value or EARLIEST <= value <= self._latest for value in set(values)):
                continue
            for number, value in zip(batch.numbers, values, strict=True):
                if value and not EARLIEST <= value <= self._latest:
                    self._found[name] += 1
                    if len(self._rows) < SAMPLE_ROWS:
                        self._rows.append(number)

    def finish(self, facts: Facts) -> Finding | None:
        """Find implausible days."""
        if not self._found:
            return None
        fields = ", ".join(
            f"{name} in {counted(count, 'row')}" for name, count in self._found.items()
        )
        return self.finding(
            self._found.total(),
            self._rows,
            f"Days before {EARLIEST} or after {self._latest}: {fields}. If they stand for “not"
            " known”, declare them as unknown in the crosswalk; else correct them.",
        )
