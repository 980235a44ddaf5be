"""Give records their WGS 84 position, by the reference system that the crosswalk declares.

The declared system is used for the whole column; nothing is tried, swapped or repaired row by
row. An impossible position is left out and its row noted; the record stays.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence

from ..crosswalks import Crosswalk
from .projections import BRITISH_GRID, WGS84, operation_name, to_wgs84
from .record import MappedRow

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

    def locate(self, rows: Sequence[MappedRow]) -> None:
        """Fill the position fields of the rows."""
        if not self._systems:
            return
        converted = [self._convert(index, rows) for index in range(len(self._systems))]
        for at, row in enumerate(rows):
            usable = [
                index
                for index, points in enumerate(converted)
                if row.points[index] and is_possible(row.points[index], points[at])
            ]
            if len(usable) < sum(point is not None for point in row.points):
                self.impossible.append(row.number)
            if usable:
                lon, lat = converted[usable[0]][at]
                self._publish(row, usable[0], lon, lat)
                second = row.points[1] if len(usable) == 2 else None
                if second:
                    self.pairs.add(row, lon, lat, second)

    def _convert(self, index: int, rows: Sequence[MappedRow]) -> list[tuple[float, float]]:
        points = [row.points[index] for row in rows]
        xs = [point[2] if point else math.nan for point in points]
        ys = [point[3] if point else math.nan for point in points]
        lons, lats = self._converters[index](xs, ys)
        return list(zip(lons, lats, strict=True))

    def _publish(self, row: MappedRow, index: int, lon: float, lat: float) -> None:
        point = row.points[index]
        assert point
        x_text, y_text = point[0], point[1]
        crs = self._systems[index]
        given = crs == WGS84
        row.values[self._names["longitude"]] = x_text if given else f"{lon:.6f}"
        row.values[self._names["latitude"]] = y_text if given else f"{lat:.6f}"
        if crs == BRITISH_GRID and "easting" in self._names:
            row.values[self._names["easting"]] = x_text
            row.values[self._names["northing"]] = y_text
        self.located += 1
        if self._area:
            west, south, east, north = self._area
            if not (west <= lon <= east and south <= lat <= north):
                self.outside.append(row.number)


class Pairs:
    """Rows that give their position twice, 56 bytes a row."""

    def __init__(self) -> None:
        self.rows = array("l")
        self.lons, self.lats = array("d"), array("d")
        self.first_x, self.first_y = array("d"), array("d")
        self.second_x, self.second_y = array("d"), array("d")

    def add(
        self, row: MappedRow, lon: float, lat: float, second: tuple[str, str, float, float]
    ) -> None:
        """Note one row."""
        first = row.points[0]
        assert first
        self.rows.append(row.number)
        self.lons.append(lon)
        self.lats.append(lat)
        self.first_x.append(first[2])
        self.first_y.append(first[3])
        self.second_x.append(second[2])
        self.second_y.append(second[3])

    def __len__(self) -> int:
        return len(self.rows)


def is_possible(
    given: tuple[str, str, float, float] | None, converted: tuple[float, float]
) -> bool:
    """Tell whether a position can be one: two numbers, no placeholder, in the British Isles.

    0, 0 is a placeholder in any system; in metres one zero is enough, for the axes of the
    national grids lie in the sea, while the zero meridian runs through London.
    """
    if given is None:
        return False
    lon, lat = converted
    x, y = abs(given[2]), abs(given[3])
    is_metres = max(x, y) > 360
    is_placeholder = min(x, y) < NEAR_ZERO and (is_metres or max(x, y) < NEAR_ZERO)
    return not is_placeholder and WEST <= lon <= EAST and SOUTH <= lat <= NORTH
