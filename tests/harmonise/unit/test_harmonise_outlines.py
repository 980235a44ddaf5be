"""The outlines of the authorities: near enough to draw, and rings that any map can read."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.geography import contains, outlines
from ckanext.civic.harmonise.geography.outlines import rings, simplified, without_stairs

SQUARES = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1)
FEATURES = outlines()["features"]


def inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    """Tell by the even-odd rule whether a point is in a closed ring."""
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


@given(SQUARES)
def test_rings_when_of_any_squares_then_each_is_closed_and_all_squares_are_in_one(squares):
    found = rings(squares)

    assert all(ring[0] == ring[-1] and len(ring) >= 5 for ring in found)
    for x, y in squares:
        assert any(inside(x + 0.5, y + 0.5, [list(map(float, c)) for c in ring]) for ring in found)


def test_simplified_when_a_corner_is_near_the_line_then_it_goes():
    assert simplified([(0, 0), (5, 1), (10, 0)], 1.2) == [(0, 0), (10, 0)]
    assert simplified([(0, 0), (5, 2), (10, 0)], 1.2) == [(0, 0), (5, 2), (10, 0)]


def test_stairs_when_an_edge_slants_then_are_one_straight_line_between_its_ends():
    stairs = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2)]
    line = without_stairs(stairs)
    assert (line[0], line[-1]) == ((0, 0), (3, 2))
    assert simplified(line[1:-1], 0.01) == [(0.5, 0), (2.5, 2)]


def test_outlines_when_made_then_all_ten_authorities_have_one_that_is_sent_soon():
    assert len(FEATURES) == 10
    sent = gzip.compress(json.dumps(outlines(), separators=(",", ":")).encode())
    assert len(sent) < 20_000


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one["properties"]["name"])
def test_outline_when_held_against_the_squares_then_agrees_on_where_the_council_is(feature):
    (ring,) = max(feature["geometry"]["coordinates"], key=lambda polygon: len(polygon[0]))
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    grid = [
        (min(lons) + (max(lons) - min(lons)) * i / 20, min(lats) + (max(lats) - min(lats)) * j / 20)
        for i in range(21)
        for j in range(21)
    ]
    by_squares = contains(
        feature["properties"]["code"], *map(list, zip(*grid, strict=True)), tolerance=False
    )
    differ = [
        inside(lon, lat, ring) != there for (lon, lat), there in zip(grid, by_squares, strict=True)
    ]

    assert sum(differ) <= 6  # of 441: those within the tolerance of the edge


def test_outlines_when_authorities_touch_then_they_share_the_edge_between_them():
    edges = Counter(
        frozenset({tuple(start), tuple(end)})
        for feature in FEATURES
        for polygon in feature["geometry"]["coordinates"]
        for start, end in pairwise(polygon[0])
    )
    shared = sum(1 for count in edges.values() if count == 2)

    assert shared > 0.4 * len(edges)
