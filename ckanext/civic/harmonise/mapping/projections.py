"""Coordinates in a declared reference system, converted to WGS 84."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyproj
import pyproj.transformer
from pyproj.exceptions import CRSError, ProjError

from ..errors import CrosswalkError

Converter = Callable[[Sequence[float], Sequence[float]], tuple[Sequence[float], Sequence[float]]]

WGS84 = "EPSG:4326"
BRITISH_GRID = "EPSG:27700"
OSGB36 = "EPSG:4277"

# Written out, so that every machine gives the same digits whether or not it has the OS grid file.
# Source: EPSG Dataset, operations 19916 (British National Grid) and 1314 (OSGB36 to WGS 84 (6),
# accuracy 2 m).
_UNGRID = (
    "+step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000"
    " +ellps=airy "
)
_DEGREES_IN = "+step +proj=unitconvert +xy_in=deg +xy_out=rad "
_SHIFT = (
    "+step +proj=push +v_3 +step +proj=cart +ellps=airy"
    " +step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842"
    " +s=-20.489 +convention=position_vector"
    " +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
    " +step +proj=unitconvert +xy_in=rad +xy_out=deg"
)
_PIPELINES = {
    BRITISH_GRID: f"+proj=pipeline {_UNGRID}{_SHIFT}",
    OSGB36: f"+proj=pipeline {_DEGREES_IN}{_SHIFT}",
}
_WGS84_ELLIPSOID = pyproj.Geod(ellps="WGS84")


@lru_cache
def to_wgs84(crs: str) -> Converter:
    """Return the function from x and y in ``crs`` to longitudes and latitudes in degrees.

    Points that cannot be converted give infinities. Raises CrosswalkError for a reference system
    that PROJ does not know or can only convert roughly.
    """
    if crs == WGS84:
        return lambda xs, ys: (xs, ys)
    if crs in _PIPELINES:
        transformer = pyproj.Transformer.from_pipeline(_PIPELINES[crs])
    else:
        try:
            transformer = pyproj.Transformer.from_crs(
                crs, WGS84, always_xy=True, allow_ballpark=False
            )
        except (CRSError, ProjError):
            raise CrosswalkError(
                f"Positions in {crs} cannot be converted.",
                advice="Declare the EPSG code that the coordinates are in.",
            ) from None
    return lambda xs, ys: transformer.transform(xs, ys)


@dataclass(frozen=True)
class Operation:
    """How positions are converted: PROJ's name or EPSG code, and its accuracy in metres."""

    name: str
    accuracy_m: float | None


@lru_cache
def operation(crs: str) -> Operation:
    """Return how positions in ``crs`` are converted; raises CrosswalkError as `to_wgs84` does."""
    if crs == WGS84:
        return Operation("none", 0.0)
    if crs in _PIPELINES:
        return Operation("EPSG:1314", 2.0)
    to_wgs84(crs)  # refuses what cannot be converted
    best = pyproj.transformer.TransformerGroup(
        crs, WGS84, always_xy=True, allow_ballpark=False
    ).transformers
    if not best:
        return Operation("none that PROJ can run here", None)
    accuracy = best[0].accuracy
    return Operation(best[0].description, accuracy if accuracy >= 0 else None)


def operation_name(crs: str) -> str:
    """Return how positions in ``crs`` are converted, for the record of the run."""
    used = operation(crs)
    if used.name == "none":
        return used.name
    accuracy = "unknown" if used.accuracy_m is None else f"{used.accuracy_m:g} m"
    return f"{used.name}, accuracy {accuracy}"


def distances_m(
    lons_a: Sequence[float],
    lats_a: Sequence[float],
    lons_b: Sequence[float],
    lats_b: Sequence[float],
) -> list[float]:
    """Return the metres between points in WGS 84 degrees, along the ellipsoid.

    A pair with a coordinate that no place on earth has gives infinity.
    """
    usable = [
        index
        for index, (lon_a, lat_a, lon_b, lat_b) in enumerate(
            zip(lons_a, lats_a, lons_b, lats_b, strict=True)
        )
        if _is_place(lon_a, lat_a) and _is_place(lon_b, lat_b)
    ]
    a_lons, a_lats = [lons_a[index] for index in usable], [lats_a[index] for index in usable]
    b_lons, b_lats = [lons_b[index] for index in usable], [lats_b[index] for index in usable]
    _, _, metres_apart = _WGS84_ELLIPSOID.inv(a_lons, a_lats, b_lons, b_lats)
    apart = [math.inf] * len(lons_a)
    for index, metres in zip(usable, metres_apart, strict=True):
        apart[index] = metres
    return apart


def _is_place(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90
