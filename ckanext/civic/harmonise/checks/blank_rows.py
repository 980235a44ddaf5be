"""Rows without any value are dropped, and named."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .facts import KeptOut


@check
class BlankRows(Check):
    """Count the rows in which every cell is empty.

    Source: 976 blank lines of Tameside's spend file became expenditure lines.
    """

    id = "blank_rows"

    def observe_kept_out(self, row: KeptOut) -> None:
        """Count a run of blank rows."""
        if row.check == self.id:
            self.tally.add_run(row.row, row.last, "", expected=row.expected)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find blank rows."""
        yield from self.tallied(facts.rows_in, columns=())
