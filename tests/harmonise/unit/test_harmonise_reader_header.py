"""Where the headings are, what they are called, and what stands below the table."""

from __future__ import annotations

import csv
import io

import pytest
from harmonise.tables import read, rows_of
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.errors import UnusableTable
from ckanext.civic.harmonise.readers.header import find_header
from ckanext.civic.harmonise.readers.headings import repaired_heading

TITLED = b"""Payments over 500 pounds,,,
"September 2014, all",,,
,,,
Supplier,Date,Amount,Purpose
A Ltd,01/09/2014,500.10,Repairs
B Ltd,02/09/2014,12.00,Paper
"""


def test_header_when_titles_stand_above_then_is_found_and_the_titles_are_told(tmp_path):
    table = read(tmp_path, TITLED)
    assert table.header == ("Supplier", "Date", "Amount", "Purpose")
    assert rows_of(table)[0] == ["A Ltd", "01/09/2014", "500.10", "Repairs"]
    assert table.decisions["header_row"] == 4
    assert table.decisions["skipped_rows"] == ["Payments over 500 pounds", "September 2014, all"]


def test_header_when_titles_stand_above_then_rows_count_from_the_first_below_it(tmp_path):
    table = read(tmp_path, TITLED)
    assert [number for number, _ in table.rows()] == [1, 2]
    assert table.line_numbers([1, 2]) == {1: 5, 2: 6}


def test_header_when_declared_then_wins_over_the_evidence(tmp_path):
    table = read(tmp_path, b"a,b\nc,d\n1,2\n", header_row=2)
    assert (table.header, rows_of(table)) == (("c", "d"), [["1", "2"]])
    assert table.decisions["header_evidence"] == "declared"
    assert table.decisions["skipped_rows"] == ["a | b"]


def test_header_when_declared_beyond_the_file_then_says_so(tmp_path):
    with pytest.raises(UnusableTable, match="row 9, which is not there"):
        read(tmp_path, b"a,b\n1,2\n", header_row=9)


def test_header_when_a_title_has_line_ends_then_the_declared_line_still_counts(tmp_path):
    table = read(tmp_path, b'"a\nb\nc"\nid,n\n1,2\n', header_row=4)
    assert (table.header, table.line_numbers([1])) == (("id", "n"), {1: 5})


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["id", "name"], ["1", "x"]], 0),
        ([["Area", "2011", "2012"], ["Bury", "1", "2"], ["Bolton", "3", "4"]], 0),
        ([["Title"], [], ["id", "n", "x"], ["1", "2", "3"], ["4", "5", "6"]], 2),
        ([["id", "name", "Name"], ["x", "y", "z"]], 0),
        ([["a"], ["b"], ["c"]], 0),
        ([["id", ""], ["1", "2"], ["3", "4"]], 0),
        ([[], [], ["id", "n"], ["1", "2"]], 2),
        ([["1", "2"], ["3", "4"]], 0),
        ([["Report", "2014"], ["id", "n", "d", "e"], ["1", "2", "3", "4"]], 1),
        ([["name", "street"], ["A", "B"], ["C", "D"]], 0),
        ([["id", "n", "", ""], ["1", "x", "", ""]], 0),
    ],
)
def test_find_header_when_rows_differ_then_evidence_decides(rows, index):
    assert find_header(rows).index == index


def test_footer_when_declared_then_is_left_out_and_told(tmp_path):
    content = b"id,n\n1,2\n\n3,4\n\nTotal,6\nSource: the council\n\n"
    table = read(tmp_path, content, skip_footer=2)
    assert rows_of(table) == [["1", "2"], ["", ""], ["3", "4"]]
    assert table.decisions["skipped_footer"] == ["Total | 6", "Source: the council"]


def test_rows_when_some_are_ragged_then_all_are_counted_with_row_and_line(tmp_path):
    table = read(tmp_path, b'id,"a\nb"\n1,2\n3\n4,5\n6,7,8\n')
    with pytest.raises(UnusableTable) as caught:
        rows_of(table)
    assert "2 rows have another number of cells" in caught.value.message
    assert "row 2 (line 4): 1, row 4 (line 6): 3" in caught.value.message
    assert caught.value.place.row == 2


def test_rows_when_ragged_ones_are_asked_for_then_are_given_as_they_were(tmp_path):
    table = read(tmp_path, b"id,b\n1,2\n3\n4,5,6\n7,8,\n")
    odd: list[tuple[int, list[str]]] = []
    assert list(table.rows(lambda row, cells: odd.append((row, cells)))) == [
        (1, ["1", "2"]),
        (4, ["7", "8"]),
    ]
    assert odd == [(2, ["3"]), (3, ["4", "5", "6"])]


def test_headings_when_one_occurs_twice_then_is_reported(tmp_path):
    table = read(tmp_path, b"id,name,Name\n1,2,3\n")
    assert table.duplicate_headings == {"name": [2, 3]}
    assert table.decisions["duplicate_headings"] == {"name": [2, 3]}


@pytest.mark.parametrize(
    ("garbled", "repaired"),
    [
        ("Amount Â£", "Amount £"),
        ("Amount ¬£", "Amount £"),
        ("Amount ┬ú", "Amount £"),
        ("CafÃ©", "Café"),
        ("Amount â‚¬", "Amount €"),
        ("Councilâ€™s share", "Council’s share"),
        ("Amount Ã‚Â£", "Amount £"),
        ("Area (mÂ²)", "Area (m²)"),
    ],
)
def test_heading_when_garbled_for_sure_then_is_repaired_and_recorded(tmp_path, garbled, repaired):
    table = read(tmp_path, f"id,{garbled}\n1,2\n".encode())
    assert table.header == ("id", repaired)
    assert table.decisions["repaired_headings"] == {garbled: repaired}


@pytest.mark.parametrize(
    "heading",
    [
        "Amount £",
        "Café",
        "Größe",
        "Amount �",
        "Ŵyth",
        "Å",
        "£Â",
        "naïve",
        "Prix €",
        "Ünïcödé",
        "日本",
    ],
)
def test_heading_when_it_is_right_or_past_repair_then_stays(heading):
    assert repaired_heading(heading) == heading


@given(st.text(st.characters(codec="cp1252", min_codepoint=32), min_size=1, max_size=20))
def test_heading_when_garbled_through_windows_1252_then_the_repair_never_invents(text):
    try:
        garbled = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert repaired_heading(garbled) in (text, garbled, repaired_heading(text))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
DELIMITER = st.sampled_from([",", ";", "\t", "|"])
LINE_END = st.sampled_from(["\n", "\r\n", "\r"])
CODEC = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])


@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    DELIMITER,
    LINE_END,
    CODEC,
)
def test_delimited_when_written_in_any_dialect_then_comes_back(
    tmp_path_factory, rows, delimiter, line_end, codec
):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([["name", "street", "town"], *rows])
    declared = {"delimiter": delimiter, "encoding": codec, "header_row": 1}
    content = text.getvalue().encode(codec)
    table = read(tmp_path_factory.mktemp("csv"), content, **declared)
    assert list(map(without_blanks, rows_of(table))) == list(map(without_blanks, rows))


def without_blanks(row: list[str]) -> list[str]:
    """Return a row; one of white space alone is blank."""
    return row if any(map(str.strip, row)) else []
