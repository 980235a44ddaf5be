"""Geometries of KML as those of GeoJSON (OGC 12-007r2, clause 10)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from .xml_events import local_name

_MULTIPLE = {"Point": "MultiPoint", "LineString": "MultiLineString", "Polygon": "MultiPolygon"}


def geometry_of(parent: Any) -> dict[str, Any] | None:
    """Return the first geometry among the children of an element, or None.

    A height of nought everywhere is left out, for KML writes it where there is none. What is no
    number stays as it is, so that writing it as text fails and names the placemark.
    """
    for child in parent:
        if isinstance(child.tag, str):
            found = _geometry(child)
            if found:
                return found
    return None


def _geometry(element: Any) -> dict[str, Any] | None:
    kind = local_name(element)
    if kind == "Point":
        positions = _positions(element)
        return {"type": "Point", "coordinates": positions[0] if positions else []}
    if kind in ("LineString", "LinearRing"):
        return {"type": "LineString", "coordinates": _positions(element)}
    if kind == "Polygon":
        return {"type": "Polygon", "coordinates": _rings(element)}
    if kind == "MultiGeometry":
        return _several(element)
    if kind in ("Model", "Track", "MultiTrack"):
        return {"type": f"KML {kind}", "coordinates": []}
    return None


def _several(element: Any) -> dict[str, Any]:
    parts = [part for child in element if isinstance(child.tag, str) and (part := _geometry(child))]
    kinds = {part["type"] for part in parts}
    if len(kinds) == 1 and (kind := kinds.pop()) in _MULTIPLE:
        return {"type": _MULTIPLE[kind], "coordinates": [part["coordinates"] for part in parts]}
    return {"type": "GeometryCollection", "geometries": parts}


def _rings(polygon: Any) -> list[list[Any]]:
    """Return the outer ring, then the inner ones."""
    outer, inner = [], []
    for boundary in polygon:
        name = local_name(boundary) if isinstance(boundary.tag, str) else ""
        if name in ("outerBoundaryIs", "innerBoundaryIs"):
            (outer if name.startswith("outer") else inner).append(_positions(boundary))
    return outer + inner


def _positions(element: Any) -> list[list[Any]]:
    texts = [
        one.text or ""
        for one in element.iter()
        if isinstance(one.tag, str) and local_name(one) == "coordinates"
    ]
    positions = [[_number(part) for part in one.split(",")] for one in " ".join(texts).split()]
    if all(len(one) == 3 and one[2] == 0 for one in positions):
        return [one[:2] for one in positions]
    return positions


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
