"""Columns that the crosswalk reads and the file lacks."""

from __future__ import annotations

from collections.abc import Iterator

from ..mapping.columns import normal
from ..report import Finding
from .base import Check, Facts, check


@check
class MissingColumn(Check):
    """Find columns of the crosswalk that are not in the header.

    Such a file is refused before any row is read, and the refusal carries this finding.
    Source: the amounts of Stockport's spend were read from a heading that the file had no more
    (gmdsp anchor 2.5).
    """

    id = "missing_column"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find columns without a heading."""
        there = set(map(normal, facts.header))
        missing = [name for name in facts.crosswalk.columns if normal(name) not in there]
        if missing:
            yield self.found(len(missing), total=len(facts.crosswalk.columns), columns=missing)
