"""Rows without any value are dropped, and named."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check


@check
class BlankRows(Check):
    """Count the rows in which every cell is empty.

    Source: 976 blank lines of Tameside's spend file became expenditure lines.
    """

    id = "blank_rows"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find blank rows."""
        if not facts.dropped.count_of(self.id):
            return
        for row in facts.dropped:
            if row.reason == self.id:
                self.tally.add(row.row, "", expected=self.entry.expects)
        yield self.found(
            self.tally.count, total=facts.rows_in, rows=self.tally.rows, tally=self.tally
        )
