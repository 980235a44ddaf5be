"""Points as text: “POINT (-1.49 52.94)”, as readers of maps give the shape of each row."""

from __future__ import annotations

import re
import statistics

from .profile import Profile
from .result import PositionGuess

GRID, DEGREES = "EPSG:27700", "EPSG:4326"
_NUMBER = r"-?\d+(?:\.\d+)?"
POINT = rf"(?i)(?:srid=\d+;)?point\s*z?\s*\(\s*(?P<x>{_NUMBER})\s+(?P<y>{_NUMBER})[^)]*\)"
_POINT = re.compile(POINT)
_MOST = 0.9


def point_of_shapes(column: Profile) -> PositionGuess | None:
    """Return the position that the cells of a column are, if nine tenths of them are points."""
    if not column.values or column.share(_POINT) < _MOST:
        return None
    points = [match for text in column.looked_at if (match := _POINT.fullmatch(text))]
    x = statistics.median(float(match["x"]) for match in points)
    y = statistics.median(float(match["y"]) for match in points)
    if -9 <= x <= 2.5 and 49 <= y <= 61.5:
        crs, what = DEGREES, "degrees, longitude first"
    elif 5_000 <= x <= 700_000 and 5_000 <= y <= 1_250_000:
        crs, what = GRID, "metres of the British National Grid"
    else:
        return None
    readings = ({"steps": [{"regex": {"match": POINT, "group": part}}]} for part in ("x", "y"))
    return PositionGuess(
        column.name, column.name, crs, 0.95, f"Each cell is a point in {what}.", *readings
    )
