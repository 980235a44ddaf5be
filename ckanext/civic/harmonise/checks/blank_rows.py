"""Rows without any value are dropped, and named."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted


@check
class BlankRows(Check):
    """Count the rows in which every cell is empty.

    Source: 976 blank lines of Tameside's spend file became expenditure lines.
    """

    id = "blank_rows"
    severity = "warning"

    def finish(self, facts: Facts) -> Finding | None:
        """Find blank rows."""
        rows = [row.row for row in facts.dropped if row.reason == self.id]
        if not rows:
            return None
        return self.finding(
            len(rows),
            rows,
            f"{counted(len(rows), 'row')} without any value, left out. Check that the export"
            " did not lose rows there.",
        )
