"""Wide tables made long: every cell once, under the number of its own row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.crosswalks import parse_crosswalk
from ckanext.civic.harmonise.crosswalks.crosswalk import Unpivot
from ckanext.civic.harmonise.errors import CrosswalkError, MissingColumn
from ckanext.civic.harmonise.mapping.unpivot import unpivoted
from ckanext.civic.harmonise.readers import Source, open_table

WIDE = "Area,Count,Name,Value\nE1,41,One,3090\n,,,\nE2,,Two,7\n"
STEP = Unpivot(("Count", "Value"), "Statistic", "Figure")
CROSSWALK = """
id: x
model: cube
title: X
publisher: {name: X, uri: "https://example.org/x"}
unpivot: {columns: [Count, Value], name: Statistic, value: Figure}
fields:
  area: Area
  period: {constant: year/2013}
  indicator: {constant: population}
  category: {constant: total}
  age: {constant: all-ages}
  sex: {constant: total}
  statistic: {column: Statistic, codes: {count: [Count], sum: [Value]}}
  value: {column: Figure, steps: [number]}
  unit: {constant: people}
"""


def table_of(tmp_path, text):
    path = tmp_path / "wide.csv"
    path.write_text(text, encoding="utf-8")
    source = Source(encoding="utf-8", delimiter=",", header_row=1)
    return open_table(path, source, "wide.csv")


def test_unpivot_when_columns_are_named_then_each_cell_is_a_row_of_its_row(tmp_path):
    table = unpivoted(table_of(tmp_path, WIDE), STEP)
    assert table.header == ("Area", "Name", "Statistic", "Figure")
    assert list(table.rows()) == [
        (1, ["E1", "One", "Count", "41"]),
        (1, ["E1", "One", "Value", "3090"]),
        (2, ["", "", "", ""]),
        (3, ["E2", "Two", "Count", ""]),
        (3, ["E2", "Two", "Value", "7"]),
    ]
    assert list(table.rows()) == list(table.rows())
    assert table.decisions["unpivot"] == {"Count": "Figure", "Value": "Figure"}
    assert table.line_numbers([1, 3]) == {1: 2, 3: 4}


def test_unpivot_when_a_column_is_missing_then_says_which(tmp_path):
    with pytest.raises(MissingColumn, match="“Count” is missing"):
        unpivoted(table_of(tmp_path, WIDE.replace("Count", "Counts")), STEP)


_CELLS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=4)


@given(rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS, _CELLS), min_size=1, max_size=20))
def test_unpivot_when_any_table_then_no_cell_is_lost_or_made(tmp_path_factory, rows):
    text = "Area,Count,Name,Value\n" + "".join(f"{','.join(one)}\n" for one in rows)
    table = unpivoted(table_of(tmp_path_factory.mktemp("wide"), text), STEP)
    made = [(number, *cells) for number, cells in table.rows()]
    assert made == [
        (number, area, name, heading, figure)
        for number, (area, count, name, value) in enumerate(rows, 1)
        for heading, figure in (("Count", count), ("Value", value))
    ]


def test_crosswalk_when_it_unpivots_then_the_file_needs_the_wide_columns():
    crosswalk = parse_crosswalk(CROSSWALK)
    assert crosswalk.columns == ("Area", "Statistic", "Figure")
    assert crosswalk.file_columns == ("Area", "Count", "Value")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("value: Figure}", "value: Statistic}", "must have different names"),
        ("{column: Figure, steps", "{column: Area, steps", "No rule reads the new column “Figure”"),
        ("area: Area", "area: Count", "“Count” is read as well as unpivoted"),
        ("name: Statistic, ", "", "'name' is a required property"),
    ],
)
def test_crosswalk_when_its_unpivot_is_wrong_then_says_so(before, after, words):
    assert before in CROSSWALK
    with pytest.raises(CrosswalkError, match=words):
        parse_crosswalk(CROSSWALK.replace(before, after, 1))
