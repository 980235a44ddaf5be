"""Files that end exactly where a spreadsheet program would have cut them off."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check


@check
class RowLimit(Check):
    """Find files with as many rows as a sheet can hold.

    Source: Trafford's council tax file has 65,535 rows; bands E to H are gone.
    """

    id = "row_limit"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find a row count that is a limit."""
        if facts.rows_in in self.params["limits"]:
            yield self.found(1, rows=[facts.rows_in], found=f"{facts.rows_in:,}")
