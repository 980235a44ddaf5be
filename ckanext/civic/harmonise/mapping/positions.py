"""Give records their WGS 84 position, by the reference system that the crosswalk declares.

The declared system is used for the whole column; nothing is tried, swapped or repaired row by
row. An impossible position is left out and its row noted; the record stays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ..crosswalks import Crosswalk
from .batch import Located, MappedBatch
from .projections import BRITISH_GRID, WGS84, Converter, operation_name, to_wgs84
from .values import DECIMAL

PointTexts = tuple[list[str], list[str]]  # x and y of a batch as the file has them

# Rectangle around the British Isles in degrees; source: EPSG Dataset, areas of use of OSGB36
# (EPSG:4277) and TM75 (EPSG:4300), rounded outwards.
WEST, SOUTH, EAST, NORTH = -11.0, 49.5, 2.5, 61.5
# Nearer to zero than this is zero, in degrees and metres alike.
NEAR_ZERO = 0.001
DEGREES_END = 360.0  # coordinates beyond are metres


class Locator:
    """Convert positions in batches; checks look at what could not be used.

    ``located`` counts the records that were given a position.
    """

    def __init__(self, crosswalk: Crosswalk) -> None:
        self._systems = [position.crs for position in crosswalk.positions]
        self._swapped = [position.swap_axes for position in crosswalk.positions]
        self._converters = [to_wgs84(crs) for crs in self._systems]
        self._names: Mapping[str, str] = crosswalk.model.position
        self.located = 0

    def decisions(self) -> list[dict[str, str]]:
        """Return the reference system and the conversion of each position of the crosswalk."""
        return [{"crs": crs, "conversion": operation_name(crs)} for crs in self._systems]

    def locate(self, batch: MappedBatch, points: Sequence[PointTexts]) -> None:
        """Fill the position fields of a batch from the texts of its positions.

        The first position of a record that can be one is published. ``batch.positions`` then has
        all of them, in the order of the crosswalk.
        """
        if not self._systems or not len(batch):
            return
        points = [
            (y, x) if is_swapped else (x, y)
            for (x, y), is_swapped in zip(points, self._swapped, strict=True)
        ]
        batch.positions = [
            _located(convert, *texts)
            for convert, texts in zip(self._converters, points, strict=True)
        ]
        columns = {name: [""] * len(batch) for name in self._names.values()}
        for at in range(len(batch)):
            for index, one in enumerate(batch.positions):
                if one.possible[at]:
                    self._publish(columns, index, at, points[index], one.lons[at], one.lats[at])
                    break
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


def _located(convert: Converter, x_texts: Sequence[str], y_texts: Sequence[str]) -> Located:
    xs, ys = list(map(_number, x_texts)), list(map(_number, y_texts))
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x != x or y != y:  # one number without the other is no position
            xs[at] = ys[at] = math.nan
    given = [bool(x or y) for x, y in zip(x_texts, y_texts, strict=True)]
    lons, lats = convert(xs, ys)
    possible = list(map(is_possible, given, xs, ys, lons, lats))
    return Located(given, xs, ys, lons, lats, possible)


def _number(text: str) -> float:
    return float(text) if DECIMAL.fullmatch(text) else math.nan


def is_possible(given: bool, x: float, y: float, lon: float, lat: float) -> bool:
    """Tell whether a position can be one: two numbers, no placeholder, in the British Isles.

    ``x`` and ``y`` are as given, ``lon`` and ``lat`` as converted. 0, 0 is a placeholder in any
    system; in metres one zero is enough, for the axes of the national grids lie in the sea, while
    the zero meridian runs through London.
    """
    if not given:
        return False
    return not is_null_island(x, y) and WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def is_null_island(x: float, y: float) -> bool:
    """Tell whether coordinates as given stand for no position; False for NaN."""
    x, y = abs(x), abs(y)
    if max(x, y) > DEGREES_END:
        return min(x, y) < NEAR_ZERO
    return max(x, y) < NEAR_ZERO
