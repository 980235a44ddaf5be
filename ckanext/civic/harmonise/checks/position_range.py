"""Coordinates that are none in the system that they are declared or labelled in."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..mapping.batch import MappedBatch
from ..mapping.positions import is_null_island
from ..report import Finding
from .area import area_of, british_isles, share_inside
from .base import Check, Facts, check
from .coordinate_columns import coordinate_columns
from .readings import DEGREES, crosswalk_line, of_one, placed, system_name
from .samples import EvenSample
from .tally import Tally
from .wording import quoted

_FITS = 0.98


class _Position:
    """What was seen of one position of the crosswalk."""

    def __init__(self, check_id: str, crs: str, names: list[str], *, is_swapped: bool) -> None:
        self.crs, self.names, self.is_swapped = crs, names, is_swapped
        self.tally = Tally(check_id)
        self.sample = EvenSample(2)
        self.given = self.placed = 0


@check
class PositionRange(Check):
    """Find coordinates that no place in the British Isles has in the declared system.

    They are left out and the rest of the row stays. From 2 % of the rows on it is an error; the
    message then names the system in which they would be places.
    Source: Manchester's allotments have UTM coordinates in columns called easting and northing;
    Trafford's recycling sites have metres in columns called longitude and latitude.
    """

    id = "position_range"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._positions = [
            _Position(
                self.id,
                p.crs,
                list(dict.fromkeys([*columns_of(p.x), *columns_of(p.y)])),
                is_swapped=p.swap_axes,
            )
            for p in crosswalk.positions
        ]
        self._area = area_of(crosswalk) or british_isles()

    def observe(self, batch: MappedBatch) -> None:
        """Look at the positions that could not be used."""
        for position, one in zip(self._positions, batch.positions, strict=False):
            position.given += sum(one.given)
            position.placed += sum(one.possible)
            if all(one.possible):
                continue
            position.tally.listing = self.tally.listing
            xs, ys = [], []
            for at, possible in enumerate(one.possible):
                x, y = one.xs[at], one.ys[at]
                if possible or not one.given[at] or is_null_island(x, y):
                    continue
                position.tally.add(
                    batch.numbers[at],
                    ", ".join(position.names),
                    key=batch.keys[at],
                    value=self.own_value(batch, at, position.names, ""),
                    expected=self.entry.expects.format(declared=system_name(position.crs)),
                )
                if not math.isnan(x):
                    xs.append(x)
                    ys.append(y)
            if xs:
                position.sample.add(xs, ys)

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any row has a position."""
        del facts
        return any(position.given for position in self._positions)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find positions out of range and the system that they fit, and headings that mislead."""
        del facts
        for position in self._positions:
            count = position.tally.count
            if position.placed and position.names:
                yield from self._misleading(position)
            if not count:
                continue
            is_few = self.is_few(count, position.given)
            cause, fix = ("", None) if is_few else self._cause(position)
            yield self.found(
                count,
                total=position.given,
                rows=position.tally.rows,
                columns=position.names,
                severity="warning" if is_few else None,
                declared=system_name(position.crs),
                cause=cause,
                fix=fix,
                tally=position.tally,
            )

    def _misleading(self, position: _Position) -> Iterator[Finding]:
        """Find columns whose headings promise degrees and that hold metres, or the reverse."""
        is_degrees = position.crs in DEGREES
        for pair in coordinate_columns(position.names):
            if pair.is_degrees == is_degrees:
                continue
            message = self.entry.phrase(
                "label",
                columns=quoted(position.names),
                promise=self.entry.phrase("degrees" if pair.is_degrees else "metres"),
                declared=system_name(position.crs),
            )
            yield self.found(
                position.placed,
                total=position.given,
                columns=position.names,
                severity="warning",
                message=message,
                fix=self.entry.phrase("rename"),
            )

    def _cause(self, position: _Position) -> tuple[str, str | None]:
        """Return the reading that fits, in words, and the line that declares it."""
        x, y = position.sample.columns
        fits = {
            reading: share_inside(self._area, *placed(reading, x, y))
            for reading in of_one(position.crs)
        }
        best = max(fits, key=lambda reading: fits[reading])
        if not len(x) or fits[best] < _FITS:
            return self.entry.phrase("nothing"), None
        found = system_name(best.crs)
        if best.kind == "swapped":
            found += " with its axes exchanged"
        line = crosswalk_line(best, position.crs, is_swapped=position.is_swapped)
        return self.entry.phrase("fits", found=found), self.entry.phrase("declare", line=line)
