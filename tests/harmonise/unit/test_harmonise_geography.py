"""Areas by code, name and version; positions by council."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.errors import HarmoniseError
from ckanext.civic.harmonise.geography import (
    TOLERANCE_M,
    Relation,
    area,
    contains,
    convert,
    resolve,
    versions,
)
from ckanext.civic.harmonise.geography.areas import all_areas
from ckanext.civic.harmonise.mapping.projections import distances_m
from ckanext.civic.harmonise.readers import open_table

WARDS = [one for one in all_areas() if one.kind == "ward"]
TOWN_HALLS = {
    "Bolton": (-2.4300, 53.5784), "Bury": (-2.2967, 53.5907), "Manchester": (-2.2446, 53.4793),
    "Oldham": (-2.1183, 53.5418), "Rochdale": (-2.1594, 53.6155), "Salford": (-2.3392, 53.5118),
    "Stockport": (-2.1586, 53.4057), "Tameside": (-2.0938, 53.4900),
    "Trafford": (-2.2848, 53.4590), "Wigan": (-2.6320, 53.5450),
}  # fmt: skip


def test_areas_when_counted_then_each_version_has_ten_councils_and_215_wards():
    for version in ("2017", "2022", "2023"):
        kinds = [one.kind for one in all_areas() if version in one.versions]
        assert (kinds.count("authority"), kinds.count("ward")) == (10, 215)
    assert versions() == ("2017", "2022", "2023")


def test_areas_when_versions_are_compared_then_89_wards_of_2022_stay_and_none_of_2017():
    codes = {v: {one.code for one in WARDS if v in one.versions} for v in versions()}
    assert len(codes["2022"] & codes["2023"]) == 89
    assert not codes["2017"] & codes["2023"]


@pytest.mark.parametrize(
    "text", ["E05000819", " e05000819 ", "http://statistics.data.gov.uk/id/statistical-geography/E05000819"]
)  # fmt: skip
def test_area_when_given_a_code_or_its_address_then_is_found(text):
    found = area(text)
    assert found and (found.name, found.council) == ("Altrincham", "E08000009")
    assert found.uri.endswith("/E05000819")


@pytest.mark.parametrize(
    ("name", "council", "day", "code"),
    [
        ("Altrincham", "Trafford", None, "E05015239"),
        ("ALTRINCHAM WARD", "E08000009", dt.date(2014, 9, 1), "E05000819"),
        ("Broughton Ward", "Salford", dt.date(2021, 5, 5), "E05000761"),
        ("Broughton Ward", "Salford", dt.date(2021, 5, 6), "E05013021"),
        ("Hale Barns and Timperley South", "Trafford", None, "E05015249"),
        ("Trafford", "", None, "E08000009"),
        ("E05000819", "Bolton", None, "E05000819"),
        ("Altrincham", "Bolton", None, None),
        ("Altrincham", "Elmbridge", None, None),
        ("Altrincham", "Trafford", dt.date(1990, 1, 1), None),
        ("E05999999", "", None, None),
    ],
)
def test_resolve_when_name_council_and_day_are_given_then_the_area_of_that_day(
    name, council, day, code
):
    found = resolve(name, council, day)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("ward", WARDS, ids=lambda ward: ward.code)
def test_resolve_when_every_ward_is_named_on_its_days_then_is_itself(ward):
    assert resolve(ward.name, ward.council, ward.valid_from) == ward
    if ward.valid_to:
        assert resolve(ward.name, ward.council, ward.valid_to) != ward


def test_convert_when_code_stays_then_is_the_same():
    (match,) = convert("E05013021", "2022", "2023")
    assert (match.code, match.share, match.relation) == ("E05013021", 1.0, Relation.SAME)


def test_convert_when_a_ward_was_divided_then_the_largest_part_comes_first():
    matches = convert("E05000819", "2017", "2023")
    assert area(matches[0].code).name == "Altrincham"
    assert all(one.relation is Relation.SPLIT for one in matches)
    assert matches == sorted(matches, key=lambda one: -one.share)


@pytest.mark.parametrize("ends", [("2017", "2023"), ("2023", "2017"), ("2017", "2022"),
                                  ("2022", "2023")])  # fmt: skip
def test_convert_when_any_ward_is_converted_then_nearly_all_of_it_arrives(ends):
    start, end = ends
    for ward in WARDS:
        if start not in ward.versions:
            continue
        matches = convert(ward.code, start, end)
        targets = [area(one.code) for one in matches]
        assert all(one and one.council == ward.council and end in one.versions for one in targets)
        assert 0.8 <= sum(one.share for one in matches) <= 1.05, ward


def test_convert_when_the_version_or_code_is_unknown_then_says_so():
    with pytest.raises(HarmoniseError, match="2017, 2022, 2023"):
        convert("E05000819", "2011", "2023")
    assert convert("E05015239", "2017", "2023") == []


@pytest.mark.parametrize("council", TOWN_HALLS)
def test_contains_when_a_town_hall_is_asked_for_then_lies_in_its_own_council_only(council):
    place = TOWN_HALLS[council]
    inside = [
        one for one in TOWN_HALLS if contains(one, [place[0]], [place[1]], tolerance=False)[0]
    ]
    assert inside == [council]
    assert contains(council, [place[0]], [place[1]]) == [True]


@pytest.mark.parametrize("place", [(0.0, 0.0), (-7.557, 49.766), (float("inf"), 53.4), (-0.1, 51.5),
                                   (float("nan"), 53.4)])  # fmt: skip
def test_contains_when_a_position_is_elsewhere_then_is_outside(place):
    assert contains("Stockport", [place[0]], [place[1]]) == [False]


def test_contains_when_the_council_is_unknown_then_raises():
    with pytest.raises(ValueError, match="Elmbridge"):
        contains("Elmbridge", [0.0], [0.0])


@given(st.sampled_from(sorted(TOWN_HALLS)), st.floats(-3, -1.8), st.floats(53.2, 53.8))
def test_contains_when_a_position_is_inside_then_so_it_is_with_tolerance(council, lon, lat):
    if contains(council, [lon], [lat], tolerance=False)[0]:
        assert contains(council, [lon], [lat])[0]


@pytest.mark.needs_shared
def test_contains_when_asked_for_real_boundary_points_then_errs_by_less_than_it_says(shared):
    """Vertices of Trafford's own ward boundaries are inside, and 600 m farther out are not."""
    name = "traffordDataLab__council_open_data/boundaries/electoral_ward.geojson"
    table = open_table(shared / "real" / name)
    shapes = [cells[table.header.index("geometry")] for _, cells in table.rows()]
    numbers = [float(one) for shape in shapes for one in shape.replace("(", " ").replace(")", " ")
               .replace(",", " ").split()[1:]]  # fmt: skip
    lons, lats = numbers[0::2], numbers[1::2]
    assert len(lons) > 1_000
    assert all(contains("Trafford", lons, lats))
    north = max(range(len(lats)), key=lats.__getitem__)
    beyond = lats[north] + 2 * TOLERANCE_M / 111_000
    assert distances_m([lons[north]], [lats[north]], [lons[north]], [beyond])[0] > TOLERANCE_M
    assert contains("Trafford", [lons[north]], [beyond]) == [False]
