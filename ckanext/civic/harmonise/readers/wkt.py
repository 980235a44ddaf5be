"""Geometries as well-known text, with the coordinates exactly as they were given.

Source: OGC 06-103r4 clause 7 (well-known text); RFC 7946 section 3.1 (GeoJSON geometries).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from .cell_text import decimal_text

# levels of lists around a position, by GeoJSON type
_LEVELS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def wkt(geometry: Any) -> str:
    """Return the text of a GeoJSON geometry, or an empty text for none.

    Raises ValueError when it is no geometry.
    """
    if geometry is None:
        return ""
    if not isinstance(geometry, dict):
        raise ValueError("a geometry must be an object")
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        parts = [wkt(one) for one in geometry.get("geometries") or ()]
        return f"GEOMETRYCOLLECTION ({', '.join(parts)})" if parts else "GEOMETRYCOLLECTION EMPTY"
    if kind not in _LEVELS:
        raise ValueError(f"“{kind}” is no type of geometry")
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, Sequence) or isinstance(coordinates, str):
        raise ValueError("a geometry needs coordinates")
    if not coordinates:
        return f"{kind.upper()} EMPTY"
    first = _first_position(coordinates)
    has_height = " Z" if len(first) > 2 else ""
    if _LEVELS[kind] == 0:
        return f"POINT{has_height} ({_position(coordinates)})"
    inner = _LEVELS[kind] if kind != "MultiPoint" else 1
    return f"{kind.upper()}{has_height} {_lists(coordinates, inner, kind == 'MultiPoint')}"


def _lists(value: Any, level: int, in_brackets: bool) -> str:
    if level == 0:
        text = _position(value)
        return f"({text})" if in_brackets else text
    if not isinstance(value, list) or not value:
        raise ValueError("the coordinates are not as deep as the type of geometry needs")
    return f"({', '.join(_lists(one, level - 1, in_brackets) for one in value)})"


def _position(value: Any) -> str:
    if not isinstance(value, Sequence) or len(value) < 2:
        raise ValueError("a position needs two numbers")
    return " ".join(_number(one) for one in value[:3])


def _number(value: Any) -> str:
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError("a coordinate must be a number")


def _first_position(coordinates: Any) -> Any:
    while isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates
