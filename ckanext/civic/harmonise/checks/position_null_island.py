"""Positions at 0, 0."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..mapping.batch import MappedBatch
from ..mapping.positions import is_null_island
from ..report import Finding
from .base import Check, Facts, check


@check
class PositionNullIsland(Check):
    """Find zeros where a position should be; they are left out and the rest of the row stays.

    When 2 % or more of the rows are concerned, it is an error.
    Source: 13 Stockport lights at 0, 0 were published in the Atlantic.
    """

    id = "position_null_island"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._names = [[*columns_of(p.x), *columns_of(p.y)] for p in crosswalk.positions]
        self._rows = 0
        self._has_positions = False

    def observe(self, batch: MappedBatch) -> None:
        """Look at the positions that could not be used."""
        self._rows += len(batch)
        noted: set[int] = set()  # a row with two positions at zero is one row
        for names, one in zip(self._names, batch.positions, strict=False):
            self._has_positions = self._has_positions or any(one.given)
            if all(one.possible):
                continue
            for at, (x, y) in enumerate(zip(one.xs, one.ys, strict=True)):
                if is_null_island(x, y) and at not in noted:
                    noted.add(at)
                    self.tally.add(
                        batch.numbers[at],
                        ", ".join(dict.fromkeys(names)),
                        key=batch.keys[at],
                        value=self.own_value(batch, at, names, f"{x:g}, {y:g}"),
                        expected=self.entry.expects,
                    )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a position."""
        del facts
        return self._has_positions

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find null islands."""
        del facts
        severity = "warning" if self.is_few(self.tally.count, self._rows) else None
        yield from self.tallied(self._rows, severity=severity, columns=self._concerned())

    def _concerned(self) -> list[str]:
        """Return the columns that were counted, one by one."""
        counted = set(self.tally.columns)
        every = [dict.fromkeys(names) for names in self._names]
        return [name for names in every if ", ".join(names) in counted for name in names]
