"""Where a publisher's things may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from ..crosswalks import Crosswalk
from ..geography import area, contains
from ..geography.boundaries import has_boundary
from ..mapping.positions import EAST, NORTH, SOUTH, WEST
from ..organisations import council

Contains = Callable[[Sequence[float], Sequence[float]], list[bool]]


@dataclass(frozen=True)
class Area:
    """A publisher's area: its name for messages, and which of some positions lie inside.

    ``contains`` takes longitudes and latitudes (WGS 84 degrees).
    """

    name: str
    contains: Contains


def area_of(crosswalk: Crosswalk) -> Area | None:
    """Return the publisher's area, or None when nothing is known of it.

    That is the council's own boundary where it is known, else the rectangle of the crosswalk.
    """
    publisher = council(crosswalk.publisher.uri) or council(crosswalk.publisher.name)
    if publisher and has_boundary(publisher.gss):
        known = area(publisher.gss)
        return Area(known.name if known else publisher.name, partial(contains, publisher.gss))
    if crosswalk.area is None:
        return None
    return Area(f"the area of {crosswalk.publisher.name}", rectangle(*crosswalk.area))


def british_isles() -> Area:
    """Return the area that every publisher's things must lie in."""
    return Area("the British Isles", rectangle(WEST, SOUTH, EAST, NORTH))


def rectangle(west: float, south: float, east: float, north: float) -> Contains:
    """Return the test for a rectangle in degrees."""

    def contains(lons: Sequence[float], lats: Sequence[float]) -> list[bool]:
        return [
            west <= lon <= east and south <= lat <= north
            for lon, lat in zip(lons, lats, strict=True)
        ]

    return contains


def share_inside(area: Area, lons: Sequence[float], lats: Sequence[float]) -> float:
    """Return the share of positions inside, from 0 to 1; 0 for none at all."""
    return sum(area.contains(lons, lats)) / len(lons) if len(lons) else 0.0
