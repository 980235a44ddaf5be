"""Which positions lie in a council's area, by squares of the National Grid."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache

import pyproj
from pyproj.enums import TransformDirection

from .areas import FOLDER, resolve

TOLERANCE_M = 300  # no position within the true boundary is called outside: sources.yaml
SQUARE_M = 100
_REACH = TOLERANCE_M // SQUARE_M
# from WGS 84 to the National Grid by EPSG operation 1314, as mapping/projections.py does it
_TO_GRID = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad"
    " +step +proj=push +v_3 +step +proj=cart +ellps=WGS84"
    " +step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842"
    " +s=-20.489 +convention=position_vector"
    " +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3"
    " +step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)


def contains(
    council: str, lons: Sequence[float], lats: Sequence[float], *, tolerance: bool = True
) -> list[bool]:
    """Tell for each position (WGS 84 degrees) whether it lies in the council's area.

    ``council`` is a code or a name. The area is grown by `TOLERANCE_M`, so that an error of the
    outline never makes a right position wrong; without ``tolerance`` it is not.
    Raises ValueError for a council whose area is not known.
    """
    squares = _squares(_code(council), _REACH if tolerance else 0)
    xs, ys = to_grid().transform(lons, lats)
    # a float finds the whole number that equals it; an infinite one is in no square
    return [(x // SQUARE_M, y // SQUARE_M) in squares for x, y in zip(xs, ys, strict=True)]


def has_boundary(council: str) -> bool:
    """Tell whether the area of a council is known."""
    found = resolve(council)
    return found is not None and found.code in runs()


def strips(council: str) -> list[list[tuple[float, float]]]:
    """Return the area as strips of squares, each a closed ring of longitude and latitude.

    For drawing it. Raises ValueError for a council whose area is not known.
    """
    rings = []
    for row, first, last in runs()[_code(council)]:
        west, east = first * SQUARE_M, (last + 1) * SQUARE_M
        south, north = row * SQUARE_M, (row + 1) * SQUARE_M
        xs, ys = [west, east, east, west, west], [south, south, north, north, south]
        lons, lats = to_grid().transform(xs, ys, direction=TransformDirection.INVERSE)
        rings.append(list(zip(lons, lats, strict=True)))
    return rings


def _code(council: str) -> str:
    found = resolve(council)
    if found is None or found.code not in runs():
        raise ValueError(f"the area of “{council}” is not known")
    return found.code


@cache
def to_grid() -> pyproj.Transformer:
    """Return the transformation from WGS 84 (longitude, latitude) to the National Grid (metres)."""
    return pyproj.Transformer.from_pipeline(_TO_GRID)


@cache
def _squares(code: str, reach: int) -> frozenset[tuple[int, int]]:
    """Return the squares of an authority as column and row, grown by ``reach`` squares."""
    rows: dict[int, set[int]] = {}
    for row, first, last in runs()[code]:
        columns = range(first - reach, last + reach + 1)
        for near in range(row - reach, row + reach + 1):
            rows.setdefault(near, set()).update(columns)
    return frozenset((column, row) for row, columns in rows.items() for column in columns)


@cache
def runs() -> dict[str, list[tuple[int, int, int]]]:
    """Return row, first and last column of each run of squares, by authority."""
    runs: dict[str, list[tuple[int, int, int]]] = {}
    with (FOLDER / "authority_squares.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            run = (int(line["row"]), int(line["first"]), int(line["last"]))
            runs.setdefault(line["council"], []).append(run)
    return runs
