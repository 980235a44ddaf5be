"""Columns that hold coordinates by their headings, mapped or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
# Words of headings; source: the street lighting, parking, allotment and planning files of five
# councils, and the LGA schemas (GeoX, GeoY)
_LONGITUDE = frozenset({"long", "longs", "longitude", "lon", "lng"})
_LATITUDE = frozenset({"lat", "lats", "latitude"})
_EASTING = frozenset({"easting", "eastings", "east"})
_NORTHING = frozenset({"northing", "northings", "north"})


@dataclass(frozen=True)
class CoordinateColumns:
    """A pair of columns: indexes of x (east) and y (north), and whether they promise degrees."""

    x: int
    y: int
    is_degrees: bool


def coordinate_columns(header: Sequence[str]) -> list[CoordinateColumns]:
    """Return the pairs of columns whose headings promise coordinates, the first of each kind."""
    words = [frozenset(word.casefold() for word in _WORD.findall(name)) for name in header]
    pairs = []
    for xs, ys, is_degrees in ((_LONGITUDE, _LATITUDE, True), (_EASTING, _NORTHING, False)):
        x = next((at for at, named in enumerate(words) if named & xs), None)
        y = next((at for at, named in enumerate(words) if named & ys), None)
        if x is not None and y is not None and x != y:
            pairs.append(CoordinateColumns(x, y, is_degrees))
    return pairs
