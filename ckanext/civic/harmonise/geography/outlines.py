"""Outlines of the authorities, for drawing: the edges of their squares, with fewer corners.

The squares are those of authority_squares.csv (source and terms: sources.yaml), so that what is
drawn is what a check of positions holds them against, to within `SIMPLIFIED_M`.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import Any

from pyproj.enums import TransformDirection

from .areas import area
from .boundaries import SQUARE_M, runs, to_grid

SIMPLIFIED_M = 120  # just over a square, so that the stairs along a slanting edge go

Corner = tuple[int, int]


@cache
def outlines() -> dict[str, Any]:
    """Return every authority as a GeoJSON feature (RFC 7946: WGS 84, longitude first).

    Each has ``code`` and ``name`` as properties and a MultiPolygon without holes.
    """
    return {
        "type": "FeatureCollection",
        "attribution": "Contains OS data © Crown copyright and database right 2023; ONS, OGL v3",
        "features": [_feature(code) for code in sorted(runs())],
    }


def rings(squares: set[Corner]) -> list[list[Corner]]:
    """Return the closed outer rings around squares, anticlockwise, in units of a square.

    A square is named by its south-western corner. Rings of holes are left out.
    """
    onward: dict[Corner, list[Corner]] = defaultdict(list)
    for x, y in squares:
        if (x, y - 1) not in squares:
            onward[x, y].append((x + 1, y))
        if (x + 1, y) not in squares:
            onward[x + 1, y].append((x + 1, y + 1))
        if (x, y + 1) not in squares:
            onward[x + 1, y + 1].append((x, y + 1))
        if (x - 1, y) not in squares:
            onward[x, y + 1].append((x, y))
    found = []
    while onward:
        start = min(onward)
        ring = [start]
        while True:
            corner = ring[-1]
            ring.append(onward[corner].pop())
            if not onward[corner]:
                del onward[corner]
            if ring[-1] == start:
                break
        if _doubled_area(ring) > 0:
            found.append(ring)
    return found


def simplified(line: list[Corner], tolerance: float) -> list[Corner]:
    """Return a line with fewer corners, none further than ``tolerance`` from it.

    Source: Douglas and Peucker, 1973.
    """
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        distances = [_distance(line[i], line[first], line[last]) for i in range(first + 1, last)]
        if distances and max(distances) > tolerance:
            furthest = first + 1 + distances.index(max(distances))
            kept.add(furthest)
            spans += [(first, furthest), (furthest, last)]
    return [line[i] for i in sorted(kept)]


def _feature(code: str) -> dict[str, Any]:
    squares = {
        (column, row) for row, first, last in runs()[code] for column in range(first, last + 1)
    }
    polygons = [[_on_earth(ring)] for ring in map(_simplified_ring, rings(squares)) if ring]
    known = area(code)
    return {
        "type": "Feature",
        "properties": {"code": code, "name": known.name if known else code},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _simplified_ring(ring: list[Corner]) -> list[Corner]:
    """Return a ring simplified as two halves between its ends; [] when nothing is left of it."""
    half = len(ring) // 2
    tolerance = SIMPLIFIED_M / SQUARE_M
    corners = simplified(ring[: half + 1], tolerance)[:-1] + simplified(ring[half:], tolerance)
    return corners if len(corners) >= 4 else []


def _on_earth(ring: list[Corner]) -> list[list[float]]:
    xs, ys = zip(*ring, strict=True)
    lons, lats = to_grid().transform(
        [x * SQUARE_M for x in xs],
        [y * SQUARE_M for y in ys],
        direction=TransformDirection.INVERSE,
    )
    return [[round(lon, 5), round(lat, 5)] for lon, lat in zip(lons, lats, strict=True)]


def _doubled_area(ring: list[Corner]) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _distance(point: Corner, start: Corner, end: Corner) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length2 = dx * dx + dy * dy
    if not length2:
        return ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
    share = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length2))
    return ((px - ax - share * dx) ** 2 + (py - ay - share * dy) ** 2) ** 0.5
