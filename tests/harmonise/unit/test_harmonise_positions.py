"""Positions: declared systems, and what cannot be a position."""

from __future__ import annotations

import math

import pytest

from ckanext.civic.harmonise.crosswalks import load_crosswalk
from ckanext.civic.harmonise.errors import CrosswalkError
from ckanext.civic.harmonise.mapping.keys import Identity
from ckanext.civic.harmonise.mapping.positions import Locator, is_possible
from ckanext.civic.harmonise.mapping.projections import distances_m, to_wgs84
from ckanext.civic.harmonise.mapping.record import MappedRow

GRID = (375942.0, 395067.0)
DEGREES = (-2.363734, 53.451807)
Point = tuple[str, str, float, float]


def point(x: float, y: float) -> Point:
    return (str(x), str(y), x, y)


def locate(*points: Point | None) -> tuple[MappedRow, Locator]:
    row = MappedRow(7, [], Identity("1", "1"), {}, list(points))
    locator = Locator(load_crosswalk("trafford-streetlights"))
    locator.locate([row])
    return row, locator


@pytest.mark.parametrize(
    ("crs", "x", "y"),
    [
        ("EPSG:4326", *DEGREES),
        ("EPSG:27700", *GRID),
        ("EPSG:4277", -2.362311, 53.451557),
        ("EPSG:32630", 542252.7, 5922720.7),
    ],
)
def test_to_wgs84_when_systems_differ_then_the_place_is_the_same(crs, x, y):
    lons, lats = to_wgs84(crs)([x], [y])
    assert distances_m(lons, lats, [DEGREES[0]], [DEGREES[1]])[0] < 3


def test_to_wgs84_when_the_system_is_unknown_then_says_so():
    with pytest.raises(CrosswalkError, match="EPSG:99999"):
        to_wgs84("EPSG:99999")


@pytest.mark.parametrize(
    ("given", "converted", "possible"),
    [
        (point(*GRID), DEGREES, True),
        (point(0.0, 51.5), (0.0, 51.5), True),
        (point(0.0, 0.0), (0.0, 0.0), False),
        (point(0.0, 0.0), (-7.56, 49.77), False),
        (point(0.0, 395067.0), (-8.3, 53.3), False),
        (point(53.45, -2.36), (53.45, -2.36), False),
        (point(542252.7, 5922720.7), (math.inf, math.inf), False),
        (("", "", math.nan, math.nan), (math.nan, math.nan), False),
        (None, DEGREES, False),
    ],
)
def test_is_possible_when_asked_then_knows_placeholders_and_far_places(given, converted, possible):
    assert is_possible(given, converted) is possible


def test_locate_when_the_first_position_is_usable_then_publishes_it():
    row, locator = locate(point(*GRID), point(-2.362311, 53.451557))
    assert row.values == {
        "easting": "375942.0", "northing": "395067.0",
        "longitude": "-2.363734", "latitude": "53.451807",
    }  # fmt: skip
    assert (locator.impossible, locator.outside, len(locator.pairs)) == ([], [], 1)


def test_locate_when_only_the_second_is_usable_then_publishes_that_and_names_the_row():
    row, locator = locate(point(0.0, 0.0), point(-2.362311, 53.451557))
    assert set(row.values) == {"longitude", "latitude"}
    assert (locator.impossible, len(locator.pairs)) == ([7], 0)


def test_locate_when_there_is_no_position_then_nothing_is_noted():
    row, locator = locate(None, None)
    assert (row.values, locator.impossible, locator.outside) == ({}, [], [])


def test_distances_when_a_coordinate_is_no_place_then_infinite():
    assert distances_m([0.0, 0.0], [50.0, 95.0], [0.0, 0.0], [51.0, 51.0]) == [
        pytest.approx(111_238.68, abs=0.01),
        math.inf,
    ]
