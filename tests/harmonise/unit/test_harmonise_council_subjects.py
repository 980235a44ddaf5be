"""Planning, allotments, grants and car parks of real councils: codes and cells that are odd."""

from __future__ import annotations

import pytest
from harmonise.real_councils import read_cells

from ckanext.civic.harmonise.crosswalks import load_crosswalk

pytestmark = pytest.mark.needs_shared


def test_real_salford_allotments_when_facilities_stand_in_one_cell_then_each_is_a_code(made):
    found = made("salford-allotments").count("facilities")
    assert found == {
        "water": 15, "none": 10, "pigeons": 3, "livestock": 2, "storage": 2, "toilets": 2,
        "pigs": 1, "": 1,
    }  # fmt: skip


def test_real_salford_planning_when_decided_then_every_decision_has_a_shared_code(made):
    decisions = made("salford-planning").count("decision")
    known = set(made("salford-planning").model.lists["planning-decision"].codes)
    assert set(decisions) <= known | {""}
    assert decisions["approve"] == 1926 + 4
    assert decisions["refuse"] == 138
    assert decisions[""] == 239
    types = made("salford-planning").count("application_type")
    assert set(types) <= set(made("salford-planning").model.lists["application-type"].codes)
    assert sum(types.values()) == 2969


def test_real_salford_planning_when_a_date_is_missing_then_is_empty_and_not_the_year_1(made):
    dates = made("salford-planning").count("decision_date")
    assert dates[""] == 313
    assert min(filter(None, dates)) > "2011"


def test_lga_example_when_harmonised_then_all_36_columns_are_accounted_for(made):
    crosswalk = load_crosswalk("lga-planning")
    header, *_ = read_cells(made("lga-planning").source)
    assert len(header) == 36
    assert set(header) == set(crosswalk.columns)
    assert made("lga-planning").count("decision")["approve"] == 24
    assert sum(bool(row["easting"]) for row in made("lga-planning").rows) == 22


def test_real_grants_when_harmonised_then_the_awards_add_up(made):
    assert made("trafford-grants").report.totals["amount_awarded"]["in"] == "1291436.54"
    assert {row["place_code"] for row in made("trafford-grants").rows} == {"E08000009"}


def test_real_stockport_parking_when_a_cell_is_no_number_then_stays_as_a_note(made):
    notes = made("stockport-parking").count("notes")
    assert notes["2 poss 5"] == 1
    assert notes["Entry 2.2m / Exit 2.24m"] == 1
    assert made("stockport-parking").report.totals["spaces"]["in"] == "7241"
