"""Coded values that the crosswalk does not know."""

from __future__ import annotations

from ..report import Finding
from .base import Check, Facts, check, counted

_SHOWN = 10


@check
class UnmappedCodes(Check):
    """Find values of coded columns that have no code in the shared list.

    Source: of 63, 8 and 13 lamp types of three councils none was shared, because each kept its
    own words; and recommendation 11 of the harmonise anchor (value maps are exact tables).
    """

    id = "unmapped_codes"

    def finish(self, facts: Facts) -> Finding | None:
        """Find rows that were quarantined for an unknown code."""
        tally = facts.problems.get(self.id)
        if not tally:
            return None
        values = [
            f"{column} “{value}” ({counted(count, 'row')})"
            for (column, value), count in tally.by_value.most_common(_SHOWN)
        ]
        more = len(tally.by_value) - len(values)
        rest = f" and {more} more" if more > 0 else ""
        return self.finding(
            tally.count,
            tally.rows,
            f"File {facts.file}, first in row {tally.rows[0]}: unknown codes {', '.join(values)}"
            f"{rest}. The rows are quarantined as they were: correct the values, or add them to"
            f" the crosswalk {facts.crosswalk.id}.",
        )
