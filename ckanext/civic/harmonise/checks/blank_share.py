"""Columns that lost their values since the last release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import percent


@check
class BlankShare(Check):
    """Compare each field's share of empty cells with that of the last release.

    A rise by 20 points or more in at least 20 rows is reported; both are our choice: less happens
    from month to month.
    Source: harmonise anchor 6.3, "share of blanks per column against last release".
    """

    id = "blank_share"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._rows = 0
        self._filled: Counter[str] = Counter()

    def observe(self, batch: MappedBatch) -> None:
        """Count filled cells."""
        self._rows += len(batch)
        for name, values in batch.columns.items():
            self._filled[name] += len(values) - values.count("")

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether there is a last release to compare with."""
        return facts.previous is not None and self._rows > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find columns that are blank far more often than before."""
        previous = facts.previous
        if previous is None or not self._rows:
            return
        for name in self.crosswalk.model.fields:
            before = previous.blank_share(name)
            now = 1 - self._filled[name] / self._rows
            if before is None or now - before < self.params["share"]:
                continue
            if (now - before) * self._rows < self.params["rows"]:
                continue
            yield self.found(
                1, columns=[self.column_name(name)], share=percent(now), before=percent(before)
            )
