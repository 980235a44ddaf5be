"""The ways in which two columns of coordinates can be read, right and wrong.

Nothing is ever read so by itself: checks test these hypotheses over whole columns, to tell a
publisher which mistake was made.
Source: harmonise anchor 3.1 and 6.3.7; the systems are those that British councils use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ..mapping.projections import BRITISH_GRID, OSGB36, WGS84, distances_m, to_wgs84

Numbers = Sequence[float]

SYSTEMS = {
    WGS84: "WGS 84 degrees",
    OSGB36: "OSGB36 degrees",
    BRITISH_GRID: "British National Grid",
    "EPSG:32630": "UTM zone 30N",
    "EPSG:29902": "Irish Grid",
    "EPSG:2157": "Irish Transverse Mercator",
    "EPSG:3857": "Web Mercator",
}


DEGREES = (WGS84, OSGB36, "EPSG:4258")


@dataclass(frozen=True)
class Reading:
    """A hypothesis about columns: ``kind`` names its phrase in the catalogue, ``crs`` the system.

    ``kind`` is as_labelled, crs, swapped, transposed or transposed_swapped.
    """

    kind: str
    crs: str


def system_name(crs: str) -> str:
    """Return a reference system for people: ``OSGB36 degrees (EPSG:4277)``."""
    return f"{SYSTEMS[crs]} ({crs})" if crs in SYSTEMS else crs


def other_systems(declared: str) -> list[str]:
    """Return the other systems that coordinates may be in."""
    return [crs for crs in SYSTEMS if crs != declared]


def crosswalk_line(reading: Reading, declared: str, *, is_swapped: bool) -> str:
    """Return what a position of the crosswalk must say for a reading, or nothing.

    ``declared`` and ``is_swapped`` are its system and ``swap_axes`` as they are. Coordinates that
    were computed with exchanged axes cannot be declared: they are wrong.
    """
    if reading.kind not in ("crs", "swapped"):
        return ""
    lines = [f"crs: {reading.crs}"] if reading.crs != declared else []
    if reading.kind == "swapped":
        lines.append(f"swap_axes: {str(not is_swapped).lower()}")
    return " and ".join(f"‘{line}’" for line in lines)


def best_of_pair(
    first_crs: str, first: tuple[Numbers, Numbers], second_crs: str, second: tuple[Numbers, Numbers]
) -> tuple[Reading, float]:
    """Return the reading under which a second position fits the first best, and the median metres.

    The first position is right as declared; the second may be in another system, have its axes
    exchanged, or have been computed from the first with its axes exchanged.
    """
    straight = to_wgs84(first_crs)(*first)
    transposed = to_wgs84(first_crs)(first[1], first[0])
    x, y = second
    fits: dict[Reading, float] = {}

    def test(kind: str, crs: str, base: tuple[Numbers, Numbers], xs: Numbers, ys: Numbers) -> None:
        lons, lats = to_wgs84(crs)(xs, ys)
        fits[Reading(kind, crs)] = median(distances_m(*base, lons, lats))

    test("as_labelled", second_crs, straight, x, y)
    for crs in other_systems(second_crs):
        test("crs", crs, straight, x, y)
    test("swapped", second_crs, straight, y, x)
    test("transposed", second_crs, transposed, x, y)
    test("transposed_swapped", second_crs, transposed, y, x)
    best = min(fits, key=lambda reading: fits[reading])
    return best, fits[best]


def placed(reading: Reading, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Return longitudes and latitudes of coordinates under a reading of one position."""
    return to_wgs84(reading.crs)(y, x) if reading.kind == "swapped" else to_wgs84(reading.crs)(x, y)


def of_one(declared: str) -> list[Reading]:
    """Return the other readings of a single position: exchanged axes, other systems, or both."""
    every = [Reading("swapped", declared)]
    for crs in other_systems(declared):
        every += [Reading("crs", crs), Reading("swapped", crs)]
    return every
