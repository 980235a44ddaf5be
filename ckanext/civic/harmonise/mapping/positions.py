"""Give records their WGS 84 position, by the reference system that the crosswalk declares.

The declared system is used for the whole column; nothing is tried, swapped or repaired row by
row. An impossible position is left out and its row noted; the record stays.
"""

from __future__ import annotations

import math
import re
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
_ALL_DECIMAL = re.compile(rf"{DECIMAL.pattern}(?:\n{DECIMAL.pattern})*")


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
        free = list(range(len(batch)))
        for index, one in enumerate(batch.positions):
            mine = [at for at in free if one.possible[at]]
            self._publish(columns, index, mine, points[index], one)
            free = [at for at in free if not one.possible[at]] if len(mine) < len(free) else []
        self.located += len(batch) - len(free)
        batch.columns.update(columns)

    def _publish(
        self,
        columns: dict[str, list[str]],
        index: int,
        rows: Sequence[int],
        texts: PointTexts,
        found: Located,
    ) -> None:
        """Fill the fields of some rows from one position of the crosswalk."""
        crs, names = self._systems[index], self._names
        filled: dict[str, Sequence[str]] = {}
        if crs == WGS84:
            filled = {names["longitude"]: texts[0], names["latitude"]: texts[1]}
        elif rows:
            filled[names["longitude"]] = list(map("{:.6f}".format, found.lons))
            filled[names["latitude"]] = list(map("{:.6f}".format, found.lats))
        if crs == BRITISH_GRID and "easting" in names:
            filled[names["easting"]], filled[names["northing"]] = texts
        for name, values in filled.items():
            if len(rows) == len(values):
                columns[name] = list(values)
                continue
            column = columns[name]
            for at in rows:
                column[at] = values[at]


def _located(convert: Converter, x_texts: Sequence[str], y_texts: Sequence[str]) -> Located:
    given = [bool(x or y) for x, y in zip(x_texts, y_texts, strict=True)]
    xs, ys = _numbers(x_texts), _numbers(y_texts)
    for at, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x != x or y != y:  # one number without the other is no position
            xs[at] = ys[at] = math.nan
    lons, lats = convert(xs, ys)
    return Located(given, xs, ys, lons, lats, _possible(given, xs, ys, lons, lats))


def _numbers(texts: Sequence[str]) -> list[float]:
    """Return texts as numbers, NaN for what is none."""
    if _ALL_DECIMAL.fullmatch("\n".join(texts)):
        return list(map(float, texts))
    return [float(text) if DECIMAL.fullmatch(text) else math.nan for text in texts]


def _possible(
    given: list[bool],
    xs: list[float],
    ys: list[float],
    lons: Sequence[float],
    lats: Sequence[float],
) -> list[bool]:
    """Tell of each position whether it can be one."""
    plainly = (
        all(given)
        and not math.isnan(sum(xs))  # a NaN hides from min and max
        and min(xs) > DEGREES_END
        and min(ys) > DEGREES_END
        and min(lons) >= WEST
        and max(lons) <= EAST
        and min(lats) >= SOUTH
        and max(lats) <= NORTH
    )
    if plainly:
        return [True] * len(given)
    return list(map(is_possible, given, xs, ys, lons, lats))


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
