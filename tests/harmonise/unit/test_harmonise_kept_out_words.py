"""What reports say of rows that were kept out: rows counted once, in the publisher's words."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.crosswalks import parse_crosswalk
from ckanext.civic.harmonise.errors import CrosswalkError
from ckanext.civic.harmonise.mapping.problems import ValueProblem
from ckanext.civic.harmonise.mapping.transforms.date import date
from ckanext.civic.harmonise.mapping.transforms.datetime import datetime
from ckanext.civic.harmonise.pipeline import harmonise

from ..small_councils import NAMES

SITES = """
id: sites
model: allotments
title: Sites
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Ref]}
fields: {identifier: Ref, name: Name, plots: {column: Plots, steps: [number]}}
"""


def missing(tmp_path, text: str):
    source = tmp_path / "file.csv"
    source.write_text(text)
    report = harmonise(source, parse_crosswalk(SITES), NAMES, tmp_path / "out")
    (found,) = [one for one in report.checks if one.id == "required_missing"]
    return found


def test_required_missing_when_one_row_lacks_several_values_then_it_counts_once(tmp_path):
    found = missing(tmp_path, "Ref,Name,Plots\n1,North,4\n,,4\n")
    assert (found.count, found.rows) == (1, (2,))
    assert found.message.startswith("Row 2 lacks a value that every row must have: “Ref”, “Name”.")


def test_required_missing_when_rows_differ_then_each_column_has_its_rows(tmp_path):
    text = "Ref,Name,Plots\n1,North,4\n,,4\n3,,4\n"
    found = missing(tmp_path, text)
    assert (found.count, found.rows) == (2, (2, 3))
    assert "“Name” in 2 rows, “Ref” in 1 row" in found.message


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (date("%d/%m/%Y"), "a date such as 31/03/2026"),
        (date(["%d %B %Y", "%b %Y"]), "a date such as 31 March 2026 or Mar 2026"),
        (datetime(["%d/%m/%Y %H:%M"]), "a time such as 31/03/2026 14:10"),
    ],
)
def test_date_when_it_cannot_be_read_then_an_example_says_the_form(step, said):
    with pytest.raises(ValueProblem) as caught:
        step("soon")
    assert caught.value.expected == said


def test_crosswalk_when_a_needed_field_has_no_column_then_it_asks_for_the_column():
    with pytest.raises(CrosswalkError) as caught:
        parse_crosswalk(SITES.replace("name: Name, ", ""))
    assert "Say which column holds the Name" in str(caught.value)
