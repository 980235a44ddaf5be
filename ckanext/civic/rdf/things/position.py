"""Where a thing is: for the map, and in figures for everybody."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .answers import Term

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
OS = "http://data.ordnancesurvey.co.uk/ontology/spatialrelations/"
AS_WKT = "http://www.opengis.net/ont/geosparql#asWKT"
HAS_GEOMETRY = "http://www.opengis.net/ont/geosparql#hasGeometry"
FIGURES = {
    GEO + "lat": "latitude",
    GEO + "long": "longitude",
    OS + "easting": "easting",
    OS + "northing": "northing",
}
_NUMBER = r"[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?"
_START = re.compile(r"(?:<[^>]*>\s*)?([A-Z]{3,20})", re.IGNORECASE)
_POINT = re.compile(
    rf"(?:<http://www\.opengis\.net/def/crs/OGC/1\.3/CRS84>\s*)?"
    rf"POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})[^)]*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Position:
    """A position: ``latitude`` and ``longitude`` in degrees (WGS 84), or None without a point.

    ``figures`` are the values as the data have them, by latitude, longitude, easting, northing.
    ``shape`` is the kind of a geometry that is no point, such as ``polygon``.
    """

    latitude: float | None
    longitude: float | None
    figures: Mapping[str, str]
    shape: str = ""


def position(
    own: Mapping[str, Sequence[Term]], parts: Sequence[Mapping[str, Sequence[Term]]]
) -> Position | None:
    """Return where a thing is, from its own statements and those of its parts, by property.

    GeoSPARQL writes longitude before latitude (WKT without a reference system is CRS 84).
    """
    figures = {
        name: own[property_][0].value for property_, name in FIGURES.items() if own.get(property_)
    }
    shapes = [term.value for part in (own, *parts) for term in part.get(AS_WKT, ())]
    found = _pair(figures.get("latitude"), figures.get("longitude"))
    shape = ""
    for text in shapes:
        point = _POINT.fullmatch(text.strip()) if len(text) < 200 else None
        if point is None:
            kind = _START.match(text)
            shape = kind[1].lower() if kind else ""
        elif found is None:
            found = _pair(point[2], point[1])
            figures = {"latitude": point[2], "longitude": point[1], **figures} if found else figures
    if found is None and not figures and not shape:
        return None
    latitude, longitude = found or (None, None)
    return Position(latitude, longitude, figures, shape)


def _pair(latitude: str | None, longitude: str | None) -> tuple[float, float] | None:
    try:
        pair = float(latitude or "nan"), float(longitude or "nan")
    except ValueError:
        return None
    if not all(map(math.isfinite, pair)) or abs(pair[0]) > 90 or abs(pair[1]) > 180:
        return None
    return pair
