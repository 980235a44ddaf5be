"""Invented positions inside each council's area, in the three coordinate systems that they use."""

from __future__ import annotations

from functools import cache
from random import Random

from pyproj import Transformer

# British National Grid (EPSG:27700): easting, northing of a point well inside the area, in metres.
CENTRES = {
    "manchester": (384500, 396500),
    "salford": (378500, 400500),
    "trafford": (377500, 392500),
}
SPREAD_M = 1500


def grid_position(council: str, random: Random) -> tuple[int, int]:
    """Return easting and northing in whole metres (EPSG:27700)."""
    easting, northing = CENTRES[council]
    return (
        easting + random.randint(-SPREAD_M, SPREAD_M),
        northing + random.randint(-SPREAD_M, SPREAD_M),
    )


def wgs84(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees on WGS 84 (EPSG:4326)."""
    longitude, latitude = _to("EPSG:4326").transform(easting, northing)
    return latitude, longitude


def osgb36(easting: float, northing: float) -> tuple[float, float]:
    """Return latitude and longitude in degrees on OSGB36 (EPSG:4277), as some exports have them."""
    longitude, latitude = _to("EPSG:4277").transform(easting, northing)
    return latitude, longitude


@cache
def _to(crs: str) -> Transformer:
    return Transformer.from_crs("EPSG:27700", crs, always_xy=True)
