"""Headings that stand over more than one column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..mapping.columns import normal
from ..report import Finding
from .base import Check, Facts, check


@check
class DuplicateHeaders(Check):
    """Find headings that are equal when case and spaces do not count.

    Which of the columns a rule means would be chance, so it stops the release even where no rule
    names them.
    Source: the national platform lets the last of two equal headings win (harmonise anchor 1.1).
    """

    id = "duplicate_headers"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find repeated headings."""
        counts = Counter(map(normal, facts.header))
        repeated = {normal(name): name for name in facts.header if counts[normal(name)] > 1}
        if repeated:
            yield self.found(len(repeated), columns=repeated.values())
