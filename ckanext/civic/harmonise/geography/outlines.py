"""Outlines of the authorities, for drawing: the edges of their squares, with fewer corners.

Neighbours share the corners of the edge between them. The squares are those of
authority_squares.csv (source and terms: sources.yaml), so that what is drawn is what a check of
positions holds them against, to within `SIMPLIFIED_M`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from pyproj.enums import TransformDirection

from .areas import area
from .boundaries import SQUARE_M, runs, to_grid

SIMPLIFIED_M = 40  # less than half a square: what is drawn is as near as the squares are

Corner = tuple[int, int]
Point = tuple[float, float]


@cache
def outlines() -> dict[str, Any]:
    """Return every authority as a GeoJSON feature (RFC 7946: WGS 84, longitude first).

    Each has ``code`` and ``name`` as properties and a MultiPolygon without holes. How near they are
    to the true boundary is said in sources.yaml: mostly within 112 m.
    """
    owners = {
        (column, row): code
        for code, found in runs().items()
        for row, first, last in found
        for column in range(first, last + 1)
    }
    return {
        "type": "FeatureCollection",
        "attribution": (
            "Outlines to about 200 m; contains OS data © Crown copyright and database right 2023;"
            " ONS, OGL v3"
        ),
        "features": [_feature(code, owners) for code in sorted(runs())],
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


def without_stairs(line: list[Corner]) -> list[Point]:
    """Return a line along the edges of squares through the middles of these edges.

    The stairs of a slanting edge become straight; both ends stay, where other lines meet it.
    """
    middles = (((x1 + x2) / 2, (y1 + y2) / 2) for (x1, y1), (x2, y2) in pairwise(line))
    return [line[0], *middles, line[-1]]


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
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


def arcs(ring: list[Corner], is_junction: Callable[[Corner], bool]) -> list[list[Corner]]:
    """Return a closed ring as lines between its junctions; one without any begins at its least."""
    starts = [i for i, corner in enumerate(ring[:-1]) if is_junction(corner)]
    first = starts[0] if starts else ring.index(min(ring))
    turned = ring[first:-1] + ring[: first + 1]
    cuts = [i for i, corner in enumerate(turned) if not starts or is_junction(corner)]
    if not starts:  # no neighbour shares it: two halves, so that its ends differ
        cuts = [0, len(turned) // 2, len(turned) - 1]
    return [turned[i : j + 1] for i, j in pairwise(cuts)]


def _feature(code: str, owners: dict[Corner, str]) -> dict[str, Any]:
    squares = {square for square, owner in owners.items() if owner == code}
    found = [_simplified_ring(ring, owners) for ring in rings(squares)]
    known = area(code)
    return {
        "type": "Feature",
        "properties": {"code": code, "name": known.name if known else code},
        "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[_on_earth(ring)] for ring in found if len(ring) >= 4],
        },
    }


def _simplified_ring(ring: list[Corner], owners: dict[Corner, str]) -> list[Point]:
    """Return a ring with fewer corners: along a neighbour those that the neighbour keeps."""

    def is_junction(corner: Corner) -> bool:
        x, y = corner
        around = ((x, y), (x - 1, y), (x, y - 1), (x - 1, y - 1))
        return len({owners.get(square) for square in around}) > 2

    corners: list[Point] = []
    for arc in arcs(ring, is_junction):
        is_turned = arc[-1] < arc[0]
        edge = without_stairs(arc[::-1] if is_turned else arc)
        line = simplified(edge, SIMPLIFIED_M / SQUARE_M)
        corners += (line[::-1] if is_turned else line)[:-1]
    return [*corners, corners[0]]


def _on_earth(ring: list[Point]) -> list[list[float]]:
    xs, ys = zip(*ring, strict=True)
    lons, lats = to_grid().transform(
        [x * SQUARE_M for x in xs],
        [y * SQUARE_M for y in ys],
        direction=TransformDirection.INVERSE,
    )
    return [[round(lon, 5), round(lat, 5)] for lon, lat in zip(lons, lats, strict=True)]


def _doubled_area(ring: list[Corner]) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length2 = dx * dx + dy * dy
    if not length2:
        return ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
    share = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length2))
    return ((px - ax - share * dx) ** 2 + (py - ay - share * dy) ** 2) ** 0.5
