"""Positions: declared systems, and what cannot be a position."""

from __future__ import annotations

import math

import pytest

from ckanext.civic.harmonise.crosswalks import load_crosswalk
from ckanext.civic.harmonise.errors import CrosswalkError
from ckanext.civic.harmonise.mapping.batch import MappedBatch
from ckanext.civic.harmonise.mapping.positions import Locator, is_possible
from ckanext.civic.harmonise.mapping.projections import distances_m, to_wgs84

GRID = (375942.0, 395067.0)
DEGREES = (-2.363734, 53.451807)
Texts = tuple[str, str]


def locate(first: Texts, second: Texts) -> tuple[dict[str, str], Locator]:
    """Return the fields of one located row, and the locator."""
    batch = MappedBatch([7], ["1"], ["1"], {})
    locator = Locator(load_crosswalk("trafford-streetlights"))
    locator.locate(batch, [([x], [y]) for x, y in (first, second)])
    return {name: text for name, (text,) in batch.columns.items() if text}, locator


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
        (GRID, DEGREES, True),
        ((0.0, 51.5), (0.0, 51.5), True),
        ((0.0, 0.0), (0.0, 0.0), False),
        ((0.0, 0.0), (-7.56, 49.77), False),
        ((0.0, 395067.0), (-8.3, 53.3), False),
        ((53.45, -2.36), (53.45, -2.36), False),
        ((542252.7, 5922720.7), (math.inf, math.inf), False),
        ((math.nan, math.nan), (math.nan, math.nan), False),
    ],
)
def test_is_possible_when_asked_then_knows_placeholders_and_far_places(given, converted, possible):
    assert is_possible(True, *given, *converted) is possible


def test_locate_when_the_first_position_is_usable_then_publishes_it():
    values, locator = locate(("375942.0", "395067.0"), ("-2.362311", "53.451557"))
    assert values == {
        "easting": "375942.0", "northing": "395067.0",
        "longitude": "-2.363734", "latitude": "53.451807",
    }  # fmt: skip
    assert locator.located == 1


def test_locate_when_only_the_second_is_usable_then_publishes_that():
    values, locator = locate(("0", "0"), ("-2.362311", "53.451557"))
    assert set(values) == {"longitude", "latitude"}
    assert locator.located == 1


def test_locate_when_there_is_no_position_then_nothing_is_noted():
    values, locator = locate(("", ""), ("", ""))
    assert (values, locator.located) == ({}, 0)


@pytest.mark.parametrize("texts", [("375942", ""), ("", "395067"), ("east", "north"), ("1e5", "2")])
def test_locate_when_a_position_is_no_pair_of_numbers_then_publishes_none(texts):
    values, locator = locate(texts, ("", ""))
    assert (values, locator.located) == ({}, 0)


def test_distances_when_a_coordinate_is_no_place_then_infinite():
    assert distances_m([0.0, 0.0], [50.0, 95.0], [0.0, 0.0], [51.0, 51.0]) == [
        pytest.approx(111_238.68, abs=0.01),
        math.inf,
    ]
