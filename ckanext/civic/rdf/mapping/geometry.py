"""Positions: GeoJSON and WKT in, WKT literals out; longitude before latitude, in degrees.

Sources: GeoJSON RFC 7946; OGC Simple Features (WKT), GeoSPARQL 1.0, 8.5 (wktLiteral; without the
name of a coordinate system it is CRS84). What is not wholly a geometry of the earth is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .values import decoded

WKT_LITERAL = "http://www.opengis.net/ont/geosparql#wktLiteral"
_LONGEST = 2_000_000  # characters of a geometry
_CRS = re.compile(r"<http://www\.opengis\.net/def/crs/([^>]+)>\s*")
_WKT = re.compile(
    r"(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON)\s*(?:Z\s*)?(\(.*\))",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PAIR = re.compile(rf"\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*")
_FOUR = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
# how deep the positions of each kind lie in brackets
_DEPTH = {
    "POINT": 0,
    "MULTIPOINT": 1,
    "LINESTRING": 1,
    "MULTILINESTRING": 2,
    "POLYGON": 2,
    "MULTIPOLYGON": 3,
}
Position = tuple[float, float]


@dataclass(frozen=True)
class Geometry:
    """A geometry: its kind (``POLYGON``), its positions nested as in GeoJSON, and its box."""

    kind: str
    positions: Any
    west: float
    south: float
    east: float
    north: float

    @property
    def wkt(self) -> str:
        """The WKT literal term."""
        return _term(f"{self.kind}{_text(self.positions, _DEPTH[self.kind])}")

    @property
    def box(self) -> str:
        """The WKT literal term of the box around it."""
        west, south, east, north = (repr(n) for n in (self.west, self.south, self.east, self.north))
        ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
        return _term(f"POLYGON(({ring}))")

    @property
    def is_shape(self) -> bool:
        """Whether it says more than its box: no point, and no polygon with an open ring."""
        if self.kind == "POINT":
            return False
        rings = {"POLYGON": [self.positions], "MULTIPOLYGON": self.positions}.get(self.kind, [])
        return all(len(r) > 3 and r[0] == r[-1] for polygon in rings for r in polygon)


def geometry(value: Any) -> Geometry | None:
    """Return the geometry that GeoJSON (text or dict) or WKT says, else None."""
    if isinstance(value, str):
        if len(value) > _LONGEST:
            return None
        return _geometry_of_text(value)
    return _of_geojson(value)


@lru_cache(maxsize=256)
def _geometry_of_text(value: str) -> Geometry | None:
    return _of_geojson(decoded(value)) if value.lstrip()[:1] == "{" else _of_wkt(value)


def bounding_box(value: Any) -> str | None:
    """Return the WKT box around a GeoJSON or WKT geometry, or of "west,south,east,north"."""
    four = _FOUR.fullmatch(value) if isinstance(value, str) and len(value) < 200 else None
    if four:
        west, south, east, north = map(float, four.groups())
        found = _geometry("MULTIPOINT", [(west, south), (east, north)])
        return found.box if found and west <= east and south <= north else None
    found = geometry(value)
    return found.box if found else None


def point(value: Any) -> str | None:
    """Return the WKT literal of a point in GeoJSON or WKT, else None."""
    found = geometry(value)
    return found.wkt if found and found.kind == "POINT" else None


def _of_geojson(value: Any) -> Geometry | None:
    if not isinstance(value, dict):
        return None
    if value.get("type") == "Feature":
        return _of_geojson(value.get("geometry"))
    kind = str(value.get("type")).upper()
    return _geometry(kind, value.get("coordinates")) if kind in _DEPTH else None


def _of_wkt(text: str) -> Geometry | None:
    crs = _CRS.match(text.strip())
    bare = text.strip()[crs.end() :] if crs else text.strip()
    is_swapped = crs is not None and crs[1] == "EPSG/0/4326"  # latitude goes first
    if crs and not is_swapped and crs[1] != "OGC/1.3/CRS84":
        return None
    match = _WKT.fullmatch(re.sub(r"^SRID=4326;", "", bare))
    if match is None:
        return None
    kind = match[1].upper()
    depth = _DEPTH[kind]
    body = match[2].strip()
    nested = _nested(body[1:-1], 0) if depth == 0 else _nested(body, depth)
    if nested is None:
        return None
    return _geometry(kind, _swap(nested) if is_swapped else nested)


def _nested(text: str, depth: int) -> Any:
    """Return the positions in a bracketed text; None when it is not so deep or not of numbers."""
    text = text.strip()
    if depth == 0:
        pair = _PAIR.fullmatch(text.strip("() "))
        return (float(pair[1]), float(pair[2])) if pair else None
    if not (text.startswith("(") and text.endswith(")")):
        return None
    items = [_nested(part, depth - 1) for part in _parts(text[1:-1])]
    return None if None in items else items


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between the commas outside brackets."""
    depth, start = 0, 0
    for match in re.finditer(r"[(),]", text):
        if match[0] == "," and depth == 0:
            yield text[start : match.start()]
            start = match.end()
        depth += {"(": 1, ")": -1}.get(match[0], 0)
    yield text[start:]


def _swap(positions: Any) -> Any:
    if isinstance(positions, tuple):
        return positions[1], positions[0]
    return [_swap(each) for each in positions]


def _geometry(kind: str, coordinates: Any) -> Geometry | None:
    positions = _checked(coordinates, _DEPTH[kind])
    if positions is None:
        return None
    flat = list(_flat(positions, _DEPTH[kind]))
    xs, ys = [x for x, _ in flat], [y for _, y in flat]
    if kind in ("POLYGON", "MULTIPOLYGON") and len(flat) < 3:
        return None
    return Geometry(kind, positions, min(xs), min(ys), max(xs), max(ys))


def _checked(value: Any, depth: int) -> Any:
    """Return positions as tuples of floats in nested lists; None when one is none on earth."""
    if depth == 0:
        if not isinstance(value, (list, tuple)) or len(value) < 2:
            return None
        if not all(type(number) in (int, float) for number in value[:2]):
            return None
        try:
            x, y = float(value[0]), float(value[1])
        except OverflowError:
            return None
        return (x, y) if abs(x) <= 180 and abs(y) <= 90 else None
    if not isinstance(value, list) or not value:
        return None
    items = [_checked(item, depth - 1) for item in value]
    return None if None in items else items


def _flat(positions: Any, depth: int) -> Iterator[Position]:
    if depth == 0:
        yield positions
        return
    for each in positions:
        yield from _flat(each, depth - 1)


def _text(positions: Any, depth: int) -> str:
    if depth == 0:
        return f"({positions[0]!r} {positions[1]!r})"
    if depth == 1:
        return "(" + ", ".join(f"{x!r} {y!r}" for x, y in positions) + ")"
    return "(" + ", ".join(_text(each, depth - 1) for each in positions) + ")"


def _term(wkt: str) -> str:
    return f'"{wkt}"^^<{WKT_LITERAL}>'
