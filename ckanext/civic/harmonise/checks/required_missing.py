"""Values that every record must have."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted


@check
class RequiredMissing(Check):
    """Find rows without a required value or a key.

    Source: GMDSP published expenditure lines without an amount (Stockport, Tameside).
    """

    id = "required_missing"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows that were quarantined for an empty cell."""
        tally = facts.problems.get(self.id)
        if not tally:
            return None
        columns = ", ".join(
            f"{column} in {counted(count, 'row')}" for (column, _), count in tally.by_column.items()
        )
        return self.finding(
            tally.count,
            tally.rows,
            f"A required value is missing: {columns}. The rows are quarantined: fill the cells"
            " and publish the file again.",
        )
