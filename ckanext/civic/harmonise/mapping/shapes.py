"""Shapes as well-known text: what is one, and its vertices in WGS 84.

Source: OGC 06-103r4, Simple Feature Access part 1, section 7 (WKT), two dimensions.
"""

from __future__ import annotations

import re

from .projections import WGS84, to_wgs84

TYPES = (
    "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip
_BY_UPPER = {one.upper(): one for one in TYPES}
_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_VERTEX = re.compile(rf"(?P<x>{_NUMBER})\s+(?P<y>{_NUMBER})(?:\s+{_NUMBER})?(?!\s*[-+.0-9])")
_START = re.compile(r"(?:SRID=(?P<srid>[0-9]+)\s*;\s*)?(?P<type>[A-Za-z]+)\s*(?:Z|M|ZM)?\s*(?=\()")
_LIST = re.compile(rf"(?:{'|'.join(_BY_UPPER)})?\((?:V(?:,V)*|G(?:,G)*)\)")


def type_of(text: str) -> str:
    """Return the type of a shape, such as ``Polygon``; raises ValueError when it is none."""
    start = _START.match(text.strip())
    if not start or start["type"].upper() not in _BY_UPPER:
        raise ValueError("a shape as WKT, such as POINT(-2.24 53.48)")
    return _BY_UPPER[start["type"].upper()]


def reproject(text: str, crs: str, *, swap_axes: bool = False) -> str:
    """Return a shape with every vertex in WGS 84 (longitude latitude, six decimals, 0.1 m).

    A shape that is in WGS 84 already keeps its digits. Raises ValueError when it is no WKT, when
    its SRID is not that of ``crs``, and for a vertex that is no place.
    """
    name = type_of(text)
    start = _START.match(text.strip())
    if start and start["srid"] and f"EPSG:{start['srid']}" != crs:
        raise ValueError(f"a shape in {crs}")
    body = text.strip()[start.end() :] if start else ""
    if not _is_shape(body):
        raise ValueError("a shape as WKT with its brackets closed and commas between vertices")
    vertices = [(one["x"], one["y"]) for one in _VERTEX.finditer(body)]
    if swap_axes:
        vertices = [(y, x) for x, y in vertices]
    lons, lats = to_wgs84(crs)([float(x) for x, _ in vertices], [float(y) for _, y in vertices])
    for lon, lat in zip(lons, lats, strict=True):
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValueError(f"a shape in {crs}")
    if crs == WGS84:
        written = iter([f"{x} {y}" for x, y in vertices])
    else:
        pairs = zip(lons, lats, strict=True)
        written = iter([f"{lon:.6f} {lat:.6f}" for lon, lat in pairs])
    flat = re.sub(r"\s*([(),])\s*", r"\1", _VERTEX.sub(lambda _: next(written), body))
    return f"{name.upper()}{flat}"


def _is_shape(body: str) -> bool:
    """Tell whether brackets, commas and vertices stand as they may.

    The innermost brackets that are right are taken away again and again; one is left over.
    """
    flat = "".join(_VERTEX.sub("V", body).split()).upper()
    while True:
        shorter = _LIST.sub("G", flat)
        if shorter == flat:
            return flat == "G"
        flat = shorter
