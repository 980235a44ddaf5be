"""Sums of a measure in the file: only what is a number counts."""

from __future__ import annotations

import pytest
from harmonise.small_councils import NAMES
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.mapping.totals import plain_number
from ckanext.civic.harmonise.pipeline import harmonise, parse_crosswalk

SITES = """
id: sites
model: allotments
title: Sites
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Ref]}
fields:
  identifier: Ref
  name: Name
  plots: {column: Plots, steps: [{number: {units: [pitches]}}]}
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" 1,234.50 ", "1234.50"),
        ("-£5", "-5"),
        ("£-5", "-5"),
        ("(5.25)", "-5.25"),
        ("5-", "-5"),
        ("5 CR", "-5"),
        (".5", "0.5"),
        ("1e3", None),
        ("12 plots", None),
        ("1,5", None),
        ("１２", None),
        ("(5", None),
        ("-5-", None),
        ("-", None),
        ("£", None),
        ("1.2.3", None),
    ],
)
def test_plain_number_when_a_cell_is_read_then_is_a_number_or_nothing(text, expected):
    assert plain_number(text) == expected


@given(st.decimals(-99_999_999, 99_999_999, places=2))
def test_plain_number_when_a_number_is_written_with_commas_then_is_itself(number):
    assert plain_number(f"{number:,.2f}") == f"{number:.2f}"


def test_totals_when_cells_are_no_numbers_then_they_are_in_no_sum_and_named(tmp_path):
    source = tmp_path / "file.csv"
    cells = ["10", "1e3", "12 plots", "１２", "7 pitches", '"1,5"', '"1,005"', ""]
    rows = [f"A{n},Site {n},{cell}" for n, cell in enumerate(cells)]
    source.write_text("\n".join(["Ref,Name,Plots", *rows]) + "\n", encoding="utf-8")
    report = harmonise(source, parse_crosswalk(SITES), NAMES, tmp_path / "out")
    assert report.totals["plots"] == {
        "in": "1022", "out": "1022", "dropped": "0", "not_added": "4", "rows": "2, 3, 4, 6",
    }  # fmt: skip
    assert report.dropped.by_reason == {"invalid_values": 4}
    assert "control_total" in report.passed


def test_totals_when_a_row_is_kept_out_for_something_else_then_its_number_is_among_the_dropped(
    tmp_path,
):
    source = tmp_path / "file.csv"
    source.write_text("Ref,Name,Plots\nA,Site,10\nB,,5\nC,,x\n")
    report = harmonise(source, parse_crosswalk(SITES), NAMES, tmp_path / "out")
    assert report.totals["plots"] == {
        "in": "15", "out": "10", "dropped": "5", "not_added": "1", "rows": "3",
    }  # fmt: skip
    assert "control_total" in report.passed
