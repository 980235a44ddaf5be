"""Two positions of one row must be the same place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..mapping.batch import MappedBatch
from ..mapping.projections import BRITISH_GRID, WGS84, distances_m, to_wgs84
from ..report import Finding
from .base import Check, Facts, check
from .coordinate_columns import CoordinateColumns, coordinate_columns
from .readings import best_of_pair, crosswalk_line, system_name
from .samples import EvenSample
from .wording import quoted


@check
class PositionAgreement(Check):
    """Compare the second position of each row with the first, both as declared.

    When 1 % or more of the rows differ by over 5 m it is an error, and the message names the
    reading under which the columns would agree, tested over the whole column. Nothing is changed: a
    confirmed cause belongs in the crosswalk, where all can see it. Columns that are called
    latitude and longitude, or easting and northing, and that the crosswalk does not publish are
    compared too; they stop nothing.
    Source: all of Stockport's 33,327 lights were published 3.7 km off, with easting and northing
    exchanged; Trafford's are 99 m off when OSGB36 degrees are taken for WGS 84.
    """

    id = "position_agreement"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._columns: list[list[str]] = [
            list(dict.fromkeys([*columns_of(p.x), *columns_of(p.y)])) for p in crosswalk.positions
        ]
        self._sample = EvenSample(4)
        self._rows = 0
        self._unpublished: CoordinateColumns | None = None

    def place(self, header: Sequence[str]) -> None:
        """Look for coordinates that the crosswalk does not publish."""
        super().place(header)
        if len(self.crosswalk.positions) != 1:
            return
        published = set(self._columns[0])
        for pair in coordinate_columns(header):
            names = [header[pair.x], header[pair.y]]
            if not published.intersection(names):
                self._unpublished = pair
                self._columns.append(names)
                return

    @property
    def _second_crs(self) -> str:
        if self._unpublished:
            return WGS84 if self._unpublished.is_degrees else BRITISH_GRID
        return self.crosswalk.positions[1].crs

    def observe(self, batch: MappedBatch) -> None:
        """Compare the positions of the rows that have both."""
        if not batch.positions or len(self._columns) < 2:
            return
        first = batch.positions[0]
        if self._unpublished:
            xs, ys = _cells(batch, self._unpublished.x), _cells(batch, self._unpublished.y)
            lons, lats = to_wgs84(self._second_crs)(xs, ys)
            usable = [not (math.isnan(x) or math.isnan(y)) for x, y in zip(xs, ys, strict=True)]
        else:
            second = batch.positions[1]
            xs, ys, lons, lats = second.xs, second.ys, second.lons, second.lats
            usable = second.given
        both = [
            at for at, ok in enumerate(usable) if ok and first.possible[at] and xs[at] == xs[at]
        ]
        self._rows += len(both)
        if both:
            self._compare(batch, both, (xs, ys), (lons, lats))

    def _compare(
        self,
        batch: MappedBatch,
        both: list[int],
        given: tuple[Sequence[float], Sequence[float]],
        placed: tuple[Sequence[float], Sequence[float]],
    ) -> None:
        first = batch.positions[0]

        def of(values: Sequence[float]) -> list[float]:
            return [values[at] for at in both]

        self._sample.add(of(first.xs), of(first.ys), of(given[0]), of(given[1]))
        apart = distances_m(of(first.lons), of(first.lats), of(placed[0]), of(placed[1]))
        limit = self.params["tolerance_m"]
        column = ", ".join(self._columns[1])
        for at, metres in zip(both, apart, strict=True):
            if metres > limit:
                self.tally.add(
                    batch.numbers[at],
                    column,
                    key=batch.keys[at],
                    value=self.own_value(
                        batch, at, self._columns[1], f"{given[0][at]:.10g}, {given[1][at]:.10g}"
                    ),
                    expected=f"{first.lons[at]:.6f}, {first.lats[at]:.6f}",
                )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has two positions."""
        del facts
        return self._rows > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rows whose two positions differ."""
        del facts
        if not self.tally.count:
            yield from self._as_declared()
            return
        is_few = self.tally.count < self.params["share"] * self._rows
        first = self.crosswalk.positions[0]
        cause, fix = self.entry.phrase("few", reference=quoted(self._columns[0])), None
        if not is_few:
            cause, fix = self._cause(first.crs)
        yield self.found(
            self.tally.count,
            total=self._rows,
            rows=self.tally.rows,
            columns=self._columns[1],
            severity="warning" if is_few or self._unpublished else None,
            tolerance=self.params["tolerance_m"],
            reference=quoted(self._columns[0]),
            declared=system_name(self._second_crs),
            distance=f"{self._median(self._second_crs):,.1f}",
            cause=cause,
            fix=fix,
            tally=self.tally,
        )

    def _cause(self, first_crs: str) -> tuple[str, str | None]:
        """Return the reading that fits, in words, and the line that declares it."""
        a, b, c, d = self._sample.columns
        reading, metres = best_of_pair(first_crs, (a, b), self._second_crs, (c, d))
        if metres > self.params["tolerance_m"]:
            return self.entry.phrase("nothing"), None
        found = {"columns": quoted(self._columns[1]), "found": system_name(reading.crs)}
        words = self.entry.phrase(reading.kind, **found)
        cause = self.entry.phrase("fits", residual=f"{metres:.2f}", reading=words)
        if self._unpublished:
            return cause, None
        is_swapped = self.crosswalk.positions[1].swap_axes
        line = crosswalk_line(reading, self._second_crs, is_swapped=is_swapped)
        return cause, self.entry.phrase("declare" if line else "correct", line=line)

    def _median(self, second_crs: str) -> float:
        a, b, c, d = self._sample.columns
        first = to_wgs84(self.crosswalk.positions[0].crs)(a, b)
        return median(distances_m(*first, *to_wgs84(second_crs)(c, d)))

    def _as_declared(self) -> Iterator[Finding]:
        """Yield a note when columns agree only because the crosswalk declares an unusual system."""
        if not self._rows or self._unpublished or self._second_crs == WGS84:
            return
        wrong = self._median(WGS84)
        if wrong <= self.params["tolerance_m"] or math.isinf(wrong):
            return
        message = self.entry.phrase(
            "declared",
            columns=quoted(self._columns[1]),
            found=system_name(self._second_crs),
            residual=f"{self._median(self._second_crs):.2f}",
            distance=f"{wrong:,.1f}",
            reference=quoted(self._columns[0]),
        )
        yield self.found(
            self._rows,
            total=self._rows,
            columns=self._columns[1],
            severity="note",
            message=message,
            fix=self.entry.phrase("nothing_to_do"),
        )


def _cells(batch: MappedBatch, index: int) -> list[float]:
    return [_number(cells[index]) for cells in batch.sources]


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
