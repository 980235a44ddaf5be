"""Give records their WGS 84 position, by the reference system that the crosswalk declares.

The declared system is used for the whole column; nothing is tried, swapped or repaired row by
row. An impossible position is left out and its row noted; the record stays.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..crosswalks import Crosswalk
from .batch import MappedBatch
from .projections import BRITISH_GRID, WGS84, operation_name, to_wgs84
from .values import DECIMAL

PointTexts = tuple[list[str], list[str]]  # x and y of a batch as the file has them
Pair = tuple[float, float]

# Rectangle around the British Isles in degrees; source: EPSG Dataset, areas of use of OSGB36
# (EPSG:4277) and TM75 (EPSG:4300), rounded outwards.
WEST, SOUTH, EAST, NORTH = -11.0, 49.5, 2.5, 61.5
# Nearer to zero than this is zero, in degrees and metres alike.
NEAR_ZERO = 0.001


class Locator:
    """Convert positions in batches and note what could not be used.

    ``impossible`` lists row numbers whose given position was left out, ``outside`` those outside
    the publisher's area, which are published all the same. ``pairs`` has row, longitude and
    latitude (WGS 84) of the first position and raw x and y of the second, where rows have both.
    """

    def __init__(self, crosswalk: Crosswalk) -> None:
        self._systems = [position.crs for position in crosswalk.positions]
        self._converters = [to_wgs84(crs) for crs in self._systems]
        self._names: Mapping[str, str] = crosswalk.model.position
        self._area = crosswalk.area
        self.impossible: list[int] = []
        self.outside: list[int] = []
        self.located = 0
        self.pairs = Pairs()

    def decisions(self) -> list[dict[str, str]]:
        """Return the reference system and the conversion of each position of the crosswalk."""
        return [{"crs": crs, "conversion": operation_name(crs)} for crs in self._systems]

    def locate(self, batch: MappedBatch, points: Sequence[PointTexts]) -> None:
        """Fill the position fields of a batch from the texts of its positions."""
        if not self._systems or not len(batch):
            return
        given = [_numbers(*texts) for texts in points]
        converted = [
            convert(one.xs, one.ys) for convert, one in zip(self._converters, given, strict=True)
        ]
        possible = [
            list(map(is_possible, one.given, one.xs, one.ys, lons, lats))
            for one, (lons, lats) in zip(given, converted, strict=True)
        ]
        columns = {name: [""] * len(batch) for name in self._names.values()}
        for at, number in enumerate(batch.numbers):
            usable = [index for index, one in enumerate(possible) if one[at]]
            if len(usable) < sum(one.given[at] for one in given):
                self.impossible.append(number)
            if not usable:
                continue
            best = usable[0]
            lon, lat = converted[best][0][at], converted[best][1][at]
            self._publish(columns, best, at, points[best], lon, lat)
            self._note_outside(number, lon, lat)
            if len(usable) == 2:
                first, second = given
                self.pairs.add(
                    number, (lon, lat), (first.xs[at], first.ys[at]), (second.xs[at], second.ys[at])
                )
        batch.columns.update(columns)

    def _publish(
        self,
        columns: dict[str, list[str]],
        index: int,
        at: int,
        texts: PointTexts,
        lon: float,
        lat: float,
    ) -> None:
        crs = self._systems[index]
        given = crs == WGS84
        columns[self._names["longitude"]][at] = texts[0][at] if given else f"{lon:.6f}"
        columns[self._names["latitude"]][at] = texts[1][at] if given else f"{lat:.6f}"
        if crs == BRITISH_GRID and "easting" in self._names:
            columns[self._names["easting"]][at] = texts[0][at]
            columns[self._names["northing"]][at] = texts[1][at]
        self.located += 1

    def _note_outside(self, number: int, lon: float, lat: float) -> None:
        if self._area:
            west, south, east, north = self._area
            if not (west <= lon <= east and south <= lat <= north):
                self.outside.append(number)


@dataclass(frozen=True)
class _Points:
    """Coordinates as numbers (NaN for what is none), and whether a row gives any."""

    given: list[bool]
    xs: list[float]
    ys: list[float]


def _numbers(x_texts: Sequence[str], y_texts: Sequence[str]) -> _Points:
    xs, ys = list(map(_number, x_texts)), list(map(_number, y_texts))
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x != x or y != y:  # one number without the other is no position
            xs[at] = ys[at] = math.nan
    given = [bool(x or y) for x, y in zip(x_texts, y_texts, strict=True)]
    return _Points(given, xs, ys)


def _number(text: str) -> float:
    return float(text) if DECIMAL.fullmatch(text) else math.nan


class Pairs:
    """Rows that give their position twice, 56 bytes a row."""

    def __init__(self) -> None:
        self.rows = array("l")
        self.lons, self.lats = array("d"), array("d")
        self.first_x, self.first_y = array("d"), array("d")
        self.second_x, self.second_y = array("d"), array("d")

    def add(self, row: int, place: Pair, first: Pair, second: Pair) -> None:
        """Note one row: longitude and latitude, and both positions as given."""
        self.rows.append(row)
        self.lons.append(place[0])
        self.lats.append(place[1])
        self.first_x.append(first[0])
        self.first_y.append(first[1])
        self.second_x.append(second[0])
        self.second_y.append(second[1])

    def __len__(self) -> int:
        return len(self.rows)


def is_possible(given: bool, x: float, y: float, lon: float, lat: float) -> bool:
    """Tell whether a position can be one: two numbers, no placeholder, in the British Isles.

    ``x`` and ``y`` are as given, ``lon`` and ``lat`` as converted. 0, 0 is a placeholder in any
    system; in metres one zero is enough, for the axes of the national grids lie in the sea, while
    the zero meridian runs through London.
    """
    if not given:
        return False
    x, y = abs(x), abs(y)
    is_metres = max(x, y) > 360
    is_placeholder = min(x, y) < NEAR_ZERO and (is_metres or max(x, y) < NEAR_ZERO)
    return not is_placeholder and WEST <= lon <= EAST and SOUTH <= lat <= NORTH
