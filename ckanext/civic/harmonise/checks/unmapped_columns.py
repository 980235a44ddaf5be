"""Columns of the file that the crosswalk neither maps nor ignores with a reason."""

from __future__ import annotations

from ..mapping.columns import normal
from ..report import Finding
from .base import Check, Facts, check, counted


@check
class UnmappedColumns(Check):
    """Find columns that nobody decided about.

    Source: the national platform drops unmapped columns silently (its issue 329), and Stockport's
    spend lost its amounts because the heading had changed.
    """

    id = "unmapped_columns"
    severity = "warning"

    def finish(self, facts: Facts) -> Finding | None:
        """Find headings that the crosswalk does not name."""
        known = {normal(name) for name in (*facts.crosswalk.columns, *facts.crosswalk.ignore)}
        left = [heading for heading in facts.header if normal(heading) not in known]
        if not left:
            return None
        return self.finding(
            len(left),
            (),
            f"{counted(len(left), 'column')} of the file not in the result: {', '.join(left)}."
            f" Map each in the crosswalk {facts.crosswalk.id}, or ignore it there with a reason.",
        )
