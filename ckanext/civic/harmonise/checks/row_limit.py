"""Files that end exactly where a spreadsheet program would have cut them off."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check

# Rows of a sheet, with and without a header line.
# Source: Microsoft, "Excel specifications and limits" (1,048,576) and for XLS 65,536.
LIMITS = frozenset({65_535, 65_536, 1_048_575, 1_048_576})


@check
class RowLimit(Check):
    """Find files with as many rows as a sheet can hold.

    Source: Trafford's council tax file has 65,535 rows; bands E to H are gone.
    """

    id = "row_limit"
    severity = "warning"

    def finish(self, facts: Facts) -> Finding | None:
        """Find a row count that is a limit."""
        if facts.rows_in not in LIMITS:
            return None
        return self.finding(
            1,
            (facts.rows_in,),
            f"The file has {facts.rows_in:,} rows, which is where a spreadsheet ends. Rows are"
            " probably missing: export it straight from the system as CSV.",
        )
