"""Positions judged by whole columns: which mistake was made, and nothing repaired."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from ckanext.civic.harmonise.checks.coordinate_columns import coordinate_columns
from ckanext.civic.harmonise.checks.samples import EvenSample
from ckanext.civic.harmonise.crosswalks.crosswalk import Position, Publisher
from ckanext.civic.harmonise.mapping.positions import Locator
from ckanext.civic.harmonise.mapping.projections import operation

from .check_cases import LIGHTS, Listed, batch, facts, judge

PLACES = [(375_942 + 30 * i, 395_067 - 20 * i) for i in range(40)]
TOWNS = {
    "Birmingham": (406_000, 287_000),
    "Leeds": (430_000, 433_000),
    "Bristol": (358_000, 172_000),
    "Norwich": (623_000, 308_000),
}


def degrees(crs: str, easting: float, northing: float) -> tuple[float, float]:
    """Return longitude and latitude of grid metres in a system of degrees."""
    return transformer(crs).transform(easting, northing)


@lru_cache
def transformer(crs: str) -> Transformer:
    """Return the way from grid metres to a system."""
    return Transformer.from_crs("EPSG:27700", crs, always_xy=True)


def declared(
    *systems: str, area=LIGHTS.area, names=(("EASTING", "NORTHING"), ("Longitude", "Latitude"))
):
    """Return a crosswalk of a council whose boundary is not known, with other positions."""
    positions = tuple(Position(x, y, crs) for (x, y), crs in zip(names, systems, strict=False))
    publisher = Publisher("Anytown Council", "http://anytown.example/council")
    return replace(LIGHTS, positions=positions, area=area, publisher=publisher)


def located(crosswalk, *pairs: list[tuple[float, float]]):
    """Return a batch of records with one list of coordinates for each position."""
    count = len(pairs[0])
    made = batch(keys=[f"k{n}" for n in range(count)], sources=[[]] * count)
    texts = [([str(x) for x, _ in pair], [str(y) for _, y in pair]) for pair in pairs]
    Locator(crosswalk).locate(made, texts)
    return made


def found_in(id, crosswalk, *pairs, listed=None):
    return judge(id, facts(crosswalk), located(crosswalk, *pairs), listed=listed)


READINGS = {
    "as labelled": ("EPSG:4326", lambda e, n: degrees("EPSG:4326", e, n), None),
    "OSGB36": ("EPSG:4326", lambda e, n: degrees("EPSG:4277", e, n), "OSGB36 degrees (EPSG:4277)"),
    "swapped": ("EPSG:4326", lambda e, n: degrees("EPSG:4326", e, n)[::-1], "(swapped)"),
    "transposed": ("EPSG:4326", lambda e, n: degrees("EPSG:4326", n, e), "(transposed)"),
    "both": (
        "EPSG:4326",
        lambda e, n: degrees("EPSG:4326", n, e)[::-1],
        "(transposed and swapped)",
    ),
    "UTM": ("EPSG:27700", lambda e, n: degrees("EPSG:32630", e, n), "UTM zone 30N (EPSG:32630)"),
    "metres": ("EPSG:4326", lambda e, n: (e, n), "British National Grid (EPSG:27700)"),
    "Mercator": ("EPSG:4326", lambda e, n: degrees("EPSG:3857", e, n), "Web Mercator"),
}


@pytest.mark.parametrize("name", READINGS)
def test_position_agreement_when_a_usual_mistake_was_made_then_names_it(name):
    crs, made, said = READINGS[name]
    second = [made(*place) for place in PLACES]
    findings = found_in("position_agreement", declared("EPSG:27700", crs), PLACES, second)
    if said is None:
        assert findings == []
        return
    (found,) = findings
    assert (found.severity, found.count, found.blocks) == ("error", len(PLACES), True)
    assert said in found.message


def test_position_agreement_when_one_row_in_many_differs_then_warns_and_lists_it():
    second = [degrees("EPSG:4326", *place) for place in PLACES * 5]
    second[5] = (second[5][0] + 0.01, second[5][1])
    listed = Listed()
    (found,) = found_in(
        "position_agreement", declared("EPSG:27700", "EPSG:4326"), PLACES * 5, second, listed=listed
    )
    assert (found.severity, found.rows) == ("warning", (6,))
    assert listed.lines[0][:4] == (6, "k5", "position_agreement", "Longitude, Latitude")


def test_position_agreement_when_nothing_explains_it_then_says_so():
    second = [(-2.3 + (i % 7) / 100, 53.4 - (i % 5) / 100) for i, _ in enumerate(PLACES)]
    (found,) = found_in("position_agreement", declared("EPSG:27700", "EPSG:4326"), PLACES, second)
    assert "No usual mistake explains it." in found.message


def test_position_agreement_when_declared_as_osgb36_then_notes_what_they_are():
    second = [degrees("EPSG:4277", *place) for place in PLACES]
    (found,) = found_in("position_agreement", declared("EPSG:27700", "EPSG:4277"), PLACES, second)
    assert (found.severity, found.blocks) == ("note", False)
    assert "OSGB36 degrees (EPSG:4277)" in found.message


def test_position_agreement_when_degrees_are_not_published_then_compares_them_and_warns():
    crosswalk = declared("EPSG:27700")
    header = ("EASTING", "NORTHING", "lat", "long")
    rows = located(crosswalk, PLACES)
    wrong = [degrees("EPSG:4326", n, e) for e, n in PLACES]
    rows.sources = [["", "", str(lon), str(lat)] for lon, lat in wrong]
    (found,) = judge("position_agreement", facts(crosswalk, header=header), rows)
    assert (found.severity, found.blocks) == ("warning", False)
    assert "(transposed and swapped)" in found.message


@pytest.mark.parametrize("town", TOWNS)
def test_position_outside_when_an_english_town_is_transposed_then_names_it(town):
    """A country's rectangle accepts them; the council's own does not."""
    easting, northing = TOWNS[town]
    places = [
        (easting + x, northing + y)
        for x in range(-12_000, 12_001, 4_000)
        for y in range(-12_000, 12_001, 4_000)
    ]
    lons, lats = zip(*(degrees("EPSG:4326", *place) for place in places), strict=True)
    crosswalk = declared("EPSG:27700", area=(min(lons), min(lats), max(lons), max(lats)))
    points = [(n, e) for e, n in places]
    findings = [
        one
        for id in ("position_outside", "position_range")
        for one in found_in(id, crosswalk, points)
    ]
    (found,) = findings
    assert found.blocks
    assert "are exchanged" in found.message


@pytest.mark.parametrize(
    ("crs", "said"),
    [
        ("EPSG:32630", "UTM zone 30N"), ("EPSG:3857", "Web Mercator"), ("EPSG:4326", "WGS 84"),
        ("EPSG:29902", "Irish Grid"), ("EPSG:2157", "Irish Transverse Mercator"),
    ],
)  # fmt: skip
def test_position_when_a_grid_column_holds_another_system_then_it_is_named(crs, said):
    crosswalk = declared("EPSG:27700")
    points = [degrees(crs, *place) for place in PLACES]
    findings = [
        one
        for id in ("position_outside", "position_range")
        for one in found_in(id, crosswalk, points)
    ]
    (found,) = findings
    assert found.blocks
    assert said in found.message


def test_position_range_when_degree_columns_hold_metres_then_names_the_grid():
    crosswalk = declared("EPSG:4326", names=(("Longitude", "Latitude"),))
    (found,) = found_in("position_range", crosswalk, PLACES)
    assert found.blocks
    assert "British National Grid (EPSG:27700)" in found.message


def test_position_range_when_headings_promise_degrees_and_metres_are_declared_then_warns():
    crosswalk = declared("EPSG:27700", names=(("Longitude", "Latitude"),))
    (found,) = found_in("position_range", crosswalk, PLACES)
    assert (found.severity, found.blocks) == ("warning", False)
    assert "promise degrees" in found.message


def test_position_range_when_few_are_no_numbers_then_warns_and_shows_no_text():
    points = [*PLACES, ("Mrs Doe", "1")]
    (found,) = found_in("position_range", declared("EPSG:27700"), points)
    assert (found.severity, found.rows) == ("warning", (41,))
    assert "Doe" not in str(found.as_dict())


@pytest.mark.parametrize("zero", [(0, 0), ("0.0", "0.0"), (0, 395_067)])
def test_position_null_island_when_a_position_is_zero_then_names_the_row(zero):
    listed = Listed()
    points = [*PLACES, zero]
    crosswalk = declared("EPSG:27700")
    (found,) = found_in("position_null_island", crosswalk, points, listed=listed)
    assert (found.severity, found.rows) == ("warning", (41,))
    assert listed.lines[0][1] == "k40"
    assert found_in("position_range", crosswalk, points) == []


def test_position_outside_when_few_are_then_warns_and_a_confirmed_one_is_not_counted():
    points = [*PLACES * 3, (385_000, 395_000), (386_000, 395_000)]
    crosswalk = declared("EPSG:27700")
    (found,) = found_in("position_outside", crosswalk, points)
    assert (found.severity, found.rows) == ("warning", (121, 122))
    confirmed = replace(crosswalk, confirmed={"position_outside": {"k120": "on the border"}})
    (found,) = found_in("position_outside", confirmed, points)
    assert found.rows == (122,)


def test_position_repeated_when_one_point_stands_for_many_then_warns():
    (found,) = found_in("position_repeated", declared("EPSG:27700"), [*PLACES, *[PLACES[0]] * 10])
    assert "11 rows of 50 share one point" in found.message
    assert found_in("position_repeated", declared("EPSG:27700"), PLACES) == []


def test_position_repeated_when_points_are_many_then_memory_stays_bounded():
    from ckanext.civic.harmonise.checks import all_checks

    crosswalk = declared("EPSG:27700", area=None)
    check = all_checks()["position_repeated"](crosswalk)
    for start in range(0, 6_000, 2_000):
        points = [(400_000 + start + i, 400_000) for i in range(1_700)]
        points += [(400_001, 500_000)] * 300
        check.observe(located(crosswalk, points))
    (found,) = check.finish(facts(crosswalk))
    assert len(check._points) <= 2_000
    assert found.count == 1


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4277", "EPSG:4326", "EPSG:3857", "EPSG:32630"])
def test_position_conversion_when_the_accuracy_is_known_then_finds_nothing(crs):
    assert judge("position_conversion", facts(declared(crs))) == []
    assert operation(crs).accuracy_m is not None


@pytest.mark.parametrize(
    ("header", "pairs"),
    [
        (["id", "lat", "long"], [(2, 1, True)]),
        (["Easting", "Northing", "Longitude", "Latitude"], [(2, 3, True), (0, 1, False)]),
        (["feat_cent_east", "feat_cent_north"], [(0, 1, False)]),
        (["Lats", "Longs"], [(1, 0, True)]),
        (["Eastleigh", "northern", "flat", "belong"], []),
        (["Easting"], []),
    ],
)
def test_coordinate_columns_when_asked_then_reads_whole_words(header, pairs):
    assert [(one.x, one.y, one.is_degrees) for one in coordinate_columns(header)] == pairs


@given(st.lists(st.integers(0, 700), max_size=30))
def test_even_sample_when_fed_in_any_portions_then_is_evenly_spread(portions):
    sample = EvenSample(1, most=100)
    at = 0
    for size in portions:
        sample.add([float(n) for n in range(at, at + size)])
        at += size
    kept = list(sample.columns[0])
    steps = {b - a for a, b in pairwise(kept)}
    assert len(kept) <= 100
    assert len(steps) <= 1
    assert not at or kept[0] == 0
    assert at <= 100 or len(kept) >= 40


def test_position_agreement_when_a_grid_is_not_published_then_compares_it_and_warns():
    crosswalk = declared("EPSG:4326", names=(("Longitude", "Latitude"),))
    header = ("Longitude", "Latitude", "Eastings", "Northings")
    rows = located(crosswalk, [degrees("EPSG:4326", *place) for place in PLACES])
    rows.sources = [["", "", str(n), str(e)] for e, n in PLACES]
    (found,) = judge("position_agreement", facts(crosswalk, header=header), rows)
    assert (found.severity, found.count) == ("warning", len(PLACES))
    rows.sources = [["", "", str(e), str(n)] for e, n in PLACES]
    assert judge("position_agreement", facts(crosswalk, header=header), rows) == []


GRID_ONLY = (("E", "N"),)


@pytest.mark.parametrize(
    ("places", "line"),
    [
        ([(y, x) for x, y in PLACES], "‘swap_axes: true’"),
        ([transformer("EPSG:32630").transform(*one) for one in PLACES], "‘crs: EPSG:32630’"),
    ],
)
def test_position_fix_when_a_reading_fits_then_names_the_line_of_the_crosswalk(places, line):
    crosswalk = declared("EPSG:27700", names=GRID_ONLY)
    found = [
        one
        for id in ("position_outside", "position_range")
        for one in found_in(id, crosswalk, places)
    ]
    (worst,) = [one for one in found if one.blocks]
    assert f"write {line} for this position" in worst.fix
    assert worst.message.endswith(worst.fix)


def test_position_fix_when_axes_are_swapped_already_then_says_to_take_it_back():
    crosswalk = declared("EPSG:27700", names=GRID_ONLY)
    (position,) = crosswalk.positions
    crosswalk = replace(crosswalk, positions=(replace(position, swap_axes=True),))
    found = [
        one
        for id in ("position_outside", "position_range")
        for one in found_in(id, crosswalk, PLACES)
    ]
    assert "‘swap_axes: false’" in found[0].fix


def test_position_fix_when_nothing_fits_then_says_to_correct_the_source():
    crosswalk = declared("EPSG:27700", names=GRID_ONLY)
    far = [(600_000 + i, 200_000 + i) for i in range(40)]
    (found,) = found_in("position_outside", crosswalk, far)
    assert found.fix.startswith("Correct the positions in the source")


def test_position_agreement_fix_when_the_second_is_in_another_system_then_names_the_line():
    crosswalk = declared("EPSG:27700", "EPSG:4326")
    second = [degrees("EPSG:4277", *one) for one in PLACES]
    (found,) = found_in("position_agreement", crosswalk, PLACES, second)
    assert "‘crs: EPSG:4277’" in found.fix


def test_position_agreement_fix_when_they_were_computed_transposed_then_no_line_can_help():
    crosswalk = declared("EPSG:27700", "EPSG:4326")
    wrong = [degrees("EPSG:4326", y, x) for x, y in PLACES]
    (found,) = found_in("position_agreement", crosswalk, PLACES, wrong)
    assert found.fix.startswith("Compute these columns again")
