"""Which columns give a position, and in which coordinate system: by ranges, not by headings."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from ..mapping.projections import distances_m, to_wgs84
from .headings import Heading
from .profile import Profile, read_number
from .result import PositionGuess
from .shapes import DEGREES, GRID, point_of_shapes

OLD_DEGREES = "EPSG:4277"
_NEAR_M = 5.0
_PAIRS_TRIED = 300
_X = {"easting", "longitude", "x", "geox", "e"}
_Y = {"northing", "latitude", "y", "geoy", "n"}
_BESIDE = {
    "coordinate", "geo", "grid", "map", "national", "centre", "feat", "feature", "wgs84", "wgs",
    "bng", "osgb", "os",
    "point", "reference", "gridreference", "location", "decimal", "degree", "etrs89",
}  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """A column that may be a coordinate: ``axis`` by its heading, ``system`` by its values.

    ``axis`` is x, y or "" (the heading does not say); ``system`` is grid, lat, lon, utm-y or
    mercator.
    """

    column: Profile
    axis: str
    says: str
    system: str


def find_axes(columns: Sequence[Profile], headings: Sequence[Heading]) -> list[Axis]:
    """Return the columns that may be coordinates."""
    found = []
    for column, heading in zip(columns, headings, strict=True):
        axis, says = _named(heading)
        system = _system(column)
        if system and (axis or heading.is_useless):
            found.append(Axis(column, axis, says, system))
    return found


def find_positions(
    columns: Sequence[Profile], headings: Sequence[Heading], rows: Sequence[Sequence[str]]
) -> tuple[list[PositionGuess], list[str]]:
    """Return up to two positions, the grid first, and notes on what is odd about them."""
    notes: list[str] = []
    axes = find_axes(columns, headings)
    found: list[tuple[PositionGuess, Axis | None, Axis | None]] = []
    if pair := _degrees_pair(axes, notes):
        found.append(pair)
    if pair := _grid_pair(axes, notes):
        found.insert(0, pair)
    if not found:
        found += _one_cell(columns)
        _name_other_systems(axes, notes)
    if len(found) == 2:
        found = _compared(found, rows, notes)
    return [one[0] for one in found], notes


def _named(heading: Heading) -> tuple[str, str]:
    words = set(heading.words)
    for axis, names in (("x", _X), ("y", _Y)):
        said = words & names
        if said and words - names <= _BESIDE | {w for w in words if w.isdigit()}:
            return axis, said.pop()
    return "", ""


def _system(column: Profile) -> str:
    """Return the system that at least nine tenths of the numbers, without 0, lie in."""
    if column.is_blank or column.numbers.share < 0.9 or column.numbers.units:
        return ""
    values = [v for text in column.looked_at if (v := read_number(text)) is not None and v]
    if not values:
        return ""

    def within(low: float, high: float) -> bool:
        return sum(low <= value <= high for value in values) >= 0.9 * len(values)

    has_fraction = column.numbers.whole < 0.5
    if has_fraction and within(49, 61.5):
        return "lat"
    if has_fraction and within(-9, 2.5):
        return "lon"
    if within(5_000, 1_250_000):
        return "grid"
    if within(5_400_000, 6_200_000):
        return "utm-y"
    return "mercator" if within(6_200_000, 8_800_000) else ""


def _degrees_pair(
    axes: Sequence[Axis], notes: list[str]
) -> tuple[PositionGuess, Axis, Axis] | None:
    lats = [one for one in axes if one.system == "lat"]
    lons = [one for one in axes if one.system == "lon"]
    if not lats or not lons:
        return None
    lat, lon = min(
        ((a, b) for a in lats for b in lons),
        key=lambda pair: (
            not (pair[0].axis and pair[1].axis),
            abs(pair[0].column.index - pair[1].column.index),
        ),
    )
    confidence, reason = 0.97, "the headings name degrees, and the values lie in Great Britain"
    if lat.axis == "x" or lon.axis == "y":
        confidence = 0.75
        reason = "the values show that the two headings are the wrong way round"
        notes.append(
            f"“{lat.column.name}” holds latitudes and “{lon.column.name}” longitudes, though the"
            " headings say the opposite."
        )
    elif not (lat.axis and lon.axis):
        confidence, reason = 0.85, "the values are degrees in Great Britain"
    return (
        PositionGuess(lon.column.name, lat.column.name, DEGREES, confidence, _cap(reason)),
        lon,
        lat,
    )


def _grid_pair(axes: Sequence[Axis], notes: list[str]) -> tuple[PositionGuess, Axis, Axis] | None:
    grid = [one for one in axes if one.system == "grid"]
    xs, ys = [a for a in grid if a.axis == "x"], [a for a in grid if a.axis == "y"]
    if xs and ys:
        x, y = min(
            ((a, b) for a in xs for b in ys),
            key=lambda p: (
                p[0].says != "easting", abs(p[1].column.index - p[0].column.index)
            ),
        )  # fmt: skip
        if x.says == "longitude" or y.says == "latitude":
            notes.append(
                f"“{x.column.name}” and “{y.column.name}” hold metres of the British National"
                " Grid, not degrees."
            )
            reason, confidence = "the values are metres of the British National Grid", 0.88
        else:
            reason, confidence = "the values lie in the British National Grid", 0.97
        if x.column.numbers.largest > 700_000 >= y.column.numbers.largest:
            x, y, confidence = y, x, 0.7
            reason = "the values show that the two headings are the wrong way round"
        return PositionGuess(x.column.name, y.column.name, GRID, confidence, _cap(reason)), x, y
    return _unnamed_grid([one for one in grid if not one.axis])


def _unnamed_grid(grid: Sequence[Axis]) -> tuple[PositionGuess, Axis, Axis] | None:
    """Return two neighbours without headings that are six digits each; east comes before north."""
    six = [
        one
        for one in grid
        if one.column.numbers.smallest >= 50_000
        and one.column.numbers.largest < 700_000
        and one.column.distinct_share > 0.5
    ]
    pairs = [(a, b) for a, b in itertools.pairwise(six) if b.column.index == a.column.index + 1]
    if len(pairs) != 1:
        return None
    x, y = pairs[0]
    reason = "Two neighbouring columns look like metres of the British National Grid."
    return PositionGuess(x.column.name, y.column.name, GRID, 0.65, reason), x, y


def _one_cell(columns: Sequence[Profile]) -> list[tuple[PositionGuess, None, None]]:
    for column in columns:
        if point := point_of_shapes(column):
            return [(point, None, None)]
        if column.kinds.get("coordinate_pair", 0) < 0.9:
            continue
        firsts = [float(re.split(r"[,;\s]+", text.strip("( "))[0]) for text in column.looked_at]
        is_lat_first = statistics.median(firsts) > 20
        separator = "," if all("," in text for text in column.looked_at) else " "
        parts = [{"split": {"by": separator, "part": part}} for part in (1, 2)]
        y, x = parts if is_lat_first else parts[::-1]
        reason = "Each cell holds a latitude and a longitude."
        guess = PositionGuess(
            column.name, column.name, DEGREES, 0.9, reason, {"steps": [x]}, {"steps": [y]}
        )
        return [(guess, None, None)]
    return []


def _name_other_systems(axes: Sequence[Axis], notes: list[str]) -> None:
    for one in axes:
        if one.system in ("utm-y", "mercator"):
            name = {"utm-y": "UTM (EPSG:32630)", "mercator": "Web Mercator (EPSG:3857)"}[one.system]
            notes.append(f"“{one.column.name}” looks like {name}; no position was proposed.")


def _compared(
    found: list[tuple[PositionGuess, Axis | None, Axis | None]],
    rows: Sequence[Sequence[str]],
    notes: list[str],
) -> list[tuple[PositionGuess, Axis | None, Axis | None]]:
    """Hold the degrees against the grid; the crosswalk must not say what the data contradicts."""
    (_, gx, gy), (degrees, dx, dy) = found
    if not (gx and gy and dx and dy):
        return found
    places = [one.column.index for one in (gx, gy, dx, dy)]
    numbers = [tuple(read_number(row[i]) for i in places) for row in rows]
    whole = [n for n in numbers if all(n)][:_PAIRS_TRIED]
    if len(whole) < 3:
        return found
    east, north, lon, lat = ([float(n[i] or 0) for n in whole] for i in range(4))
    best_crs, best = "", float("inf")
    lons, lats = to_wgs84(GRID)(east, north)
    for crs in (DEGREES, OLD_DEGREES):
        apart = statistics.median(distances_m(lons, lats, *to_wgs84(crs)(lon, lat)))
        if apart < best:
            best_crs, best = crs, apart
    if best <= _NEAR_M:
        if best_crs == OLD_DEGREES:
            notes.append(
                f"“{dy.column.name}” and “{dx.column.name}” are degrees of OSGB36 (EPSG:4277), not"
                f" of WGS 84: so they are {best:.1f} m from the grid coordinates."
            )
        confirmed = PositionGuess(
            degrees.x, degrees.y, best_crs, degrees.confidence,
            f"Both pairs give the same places, {best:.1f} m apart in the middle row.",
        )  # fmt: skip
        return [found[0], (confirmed, dx, dy)]
    notes.append(
        f"“{dy.column.name}” and “{dx.column.name}” are {best:,.0f} m from “{gx.column.name}” and"
        f" “{gy.column.name}” in the middle row: only the grid coordinates are proposed."
    )
    return found[:1]


def _cap(text: str) -> str:
    return text[0].upper() + text[1:] + "."
