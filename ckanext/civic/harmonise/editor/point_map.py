"""A small map of points within an outline, as shapes that a page can draw without a script."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..models import Model

SIZE = 480  # of the longer side, in units of the drawing
_MARGIN = 12
_MOST_POINTS = 3_000

Position = tuple[float, float]  # longitude, latitude in degrees (WGS 84)
Ring = Sequence[Position]


@dataclass(frozen=True)
class PointMap:
    """``outline`` is the path of the rings, ``inside`` and ``outside`` are dots (x, y).

    ``count`` points were given, ``count_inside`` of them inside the outline.
    """

    width: int
    height: int
    outline: str
    inside: tuple[tuple[float, float], ...]
    outside: tuple[tuple[float, float], ...]
    count: int
    count_inside: int

    @property
    def percent_inside(self) -> float:
        """Return the share inside, in per cent."""
        return 100 * self.count_inside / self.count


def positions_of(path: Path, model: Model) -> list[Position]:
    """Return the positions in a canonical CSV file of a model."""
    names = model.position.get("longitude"), model.position.get("latitude")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if not set(names) <= set(reader.fieldnames or ()):
            return []
        pairs = ((row[names[0] or ""], row[names[1] or ""]) for row in reader)
        return [(float(x), float(y)) for x, y in pairs if x and y]


def draw(
    points: Sequence[Position],
    rings: Sequence[Ring],
    are_inside: Callable[[Sequence[Position]], Sequence[bool]],
) -> PointMap | None:
    """Return the map of points and rings; None when there is no point."""
    if not points:
        return None
    every = [*points, *(position for ring in rings for position in ring)]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = SIZE / max(wide, high)

    def place(position: Position) -> tuple[float, float]:
        x = (position[0] - west) * squeeze * scale + _MARGIN
        y = (north - position[1]) * scale + _MARGIN
        return round(x, 1), round(y, 1)

    told = list(zip(points, are_inside(points), strict=True))
    step = max(1, len(points) // _MOST_POINTS)
    return PointMap(
        width=round(wide * scale) + 2 * _MARGIN,
        height=round(high * scale) + 2 * _MARGIN,
        outline=" ".join(_path(map(place, ring)) for ring in rings),
        inside=_dots(place(point) for point, inside in told[::step] if inside),
        outside=_dots(place(point) for point, inside in told if not inside)[:_MOST_POINTS],
        count=len(points),
        count_inside=sum(inside for _, inside in told),
    )


def box(area: tuple[float, float, float, float]) -> list[Position]:
    """Return the ring of a rectangle west, south, east, north."""
    west, south, east, north = area
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _path(places: Iterable[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in places) + " Z"


def _dots(places: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return tuple(dict.fromkeys(places))
