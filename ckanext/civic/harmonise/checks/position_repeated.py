"""One point that stands for many rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check

_COUNTERS = 2_000


@check
class PositionRepeated(Check):
    """Find points that 5 % or more of the rows share, and at least ten of them.

    Counts are kept for the 2,000 most frequent points at a time (Misra and Gries, "Finding repeated
    elements", 1982), so a count may be too low by 0.05 % of the rows, never too high.
    Source: harmonise anchor 6.3.7; the town hall often stands for "not known".
    """

    id = "position_repeated"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._points: Counter[tuple[float, float]] = Counter()
        self._rows = 0

    def observe(self, batch: MappedBatch) -> None:
        """Count the points of the first position."""
        if not batch.positions:
            return
        one = batch.positions[0]
        points = [
            point for point, ok in zip(zip(one.xs, one.ys, strict=True), one.possible, strict=True)
            if ok
        ]  # fmt: skip
        self._rows += len(points)
        self._points.update(points)
        if len(self._points) > _COUNTERS:
            least = sorted(self._points.values(), reverse=True)[_COUNTERS]
            self._points = Counter({
                point: count - least for point, count in self._points.items() if count > least
            })  # fmt: skip

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row is located."""
        del facts
        return self._rows > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find points that many rows share."""
        del facts
        least = max(self.params["rows"], self.params["share"] * self._rows)
        many = {point: count for point, count in self._points.items() if count >= least}
        if not many:
            return
        position = self.crosswalk.positions[0]
        columns = list(dict.fromkeys([*columns_of(position.x), *columns_of(position.y)]))
        for (x, y), count in many.items():
            self.tally.add(
                0, ", ".join(columns), value=f"{x:.10g}, {y:.10g}", expected=self.entry.expects,
                pattern=f"{count} rows",
            )  # fmt: skip
        yield self.found(
            len(many), total=self._rows, columns=columns, found=f"{max(many.values()):,}"
        )
