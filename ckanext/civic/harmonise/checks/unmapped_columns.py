"""Columns of the file that the crosswalk neither maps nor ignores with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from ..mapping.columns import normal
from ..report import Finding
from .base import Check, Facts, check


@check
class UnmappedColumns(Check):
    """Find columns that nobody decided about.

    Source: the national platform drops unmapped columns silently (its issue 329), and Stockport's
    spend lost its amounts because the heading had changed.
    """

    id = "unmapped_columns"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find headings that the crosswalk does not name."""
        known = {normal(name) for name in (*facts.crosswalk.columns, *facts.crosswalk.accounted)}
        left = [heading for heading in facts.header if normal(heading) not in known]
        if left:
            yield self.found(len(left), total=len(facts.header), columns=left)
