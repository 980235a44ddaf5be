"""Files as councils send them, and files that no one should have to guess at."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest
from harmonise.workbooks import ods, xlsx
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.errors import UnreadableFile, UnusableTable
from ckanext.civic.harmonise.readers import Source, Table, open_table

TEXT = "id,Net Amount\n1,£5\n2,é\n"
HEADER = ("id", "Net Amount")
ROWS = [["1", "£5"], ["2", "é"]]


def read(tmp_path: Path, content: bytes, name: str = "file.csv", **source: str) -> Table:
    path = tmp_path / name
    path.write_bytes(content)
    return open_table(path, Source(**source))


def rows_of(table: Table) -> list[list[str]]:
    return [cells for _, cells in table.rows()]


@pytest.mark.parametrize(
    ("codec", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_read_when_encoding_varies_then_the_text_is_the_same(tmp_path, codec, expected):
    table = read(tmp_path, TEXT.encode(codec))
    assert (table.header, rows_of(table)) == (HEADER, ROWS)
    assert table.decisions["encoding"] == expected
    assert table.decisions["other_signs"] == "£é"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_read_when_delimiter_and_line_ends_vary_then_the_table_is_the_same(
    tmp_path, delimiter, line_end
):
    content = TEXT.replace(",", delimiter).replace("\n", line_end).encode()
    table = read(tmp_path, content)
    assert (table.header, rows_of(table)) == (HEADER, ROWS)
    assert table.decisions["delimiter"] == delimiter


def test_read_when_gzipped_then_is_unpacked_whatever_its_name(tmp_path):
    table = read(tmp_path, gzip.compress(TEXT.encode()), "file.csv")
    assert rows_of(table) == ROWS
    assert table.decisions["compression"] == "gzip"


@pytest.mark.parametrize("name", ["file.xls", "file.xlsx", "file.ods", "file"])
def test_read_when_a_csv_is_called_a_spreadsheet_then_its_content_decides(tmp_path, name):
    assert rows_of(read(tmp_path, TEXT.encode(), name)) == ROWS


def test_read_when_a_spreadsheet_is_called_csv_then_its_content_decides(tmp_path):
    content = xlsx({"S": [["id", "n"], [7, 2.5], ["0002", 1e6]]})
    table = read(tmp_path, content, "file.csv")
    assert table.header == ("id", "n")
    assert rows_of(table) == [["7", "2.5"], ["0002", "1000000"]]


def test_read_when_first_sheet_is_empty_then_takes_the_next_and_says_so(tmp_path):
    table = read(tmp_path, xlsx({"Notes": [], "Data": [["id"], ["a"]]}), "f.xlsx")
    assert (rows_of(table), table.decisions["sheet"]) == ([["a"]], "Data")


def test_read_when_a_sheet_is_declared_then_takes_it(tmp_path):
    content = xlsx({"One": [["id"], ["a"]], "Two": [["id"], ["b"]]})
    assert rows_of(read(tmp_path, content, sheet="Two")) == [["b"]]
    with pytest.raises(UnusableTable, match="Three"):
        read(tmp_path, content, sheet="Three")


def test_read_when_ods_then_gives_its_rows(tmp_path):
    assert rows_of(read(tmp_path, ods([["id", "b"], ["1", "£"]]), "f.ods")) == [["1", "£"]]


def test_read_when_cells_hold_line_ends_then_row_numbers_count_records(tmp_path):
    table = read(tmp_path, b'id,b\r"1\r2",x\r\r3,y\r')
    assert list(table.rows()) == [(1, ["1\r2", "x"]), (2, ["", ""]), (3, ["3", "y"])]


def test_read_when_read_twice_then_starts_again(tmp_path):
    table = read(tmp_path, TEXT.encode())
    assert rows_of(table) == rows_of(table)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", UnusableTable, "empty"),
        (b"\xef\xbb\xbf", UnusableTable, "empty"),
        (b"\n\n,,\n", UnusableTable, "is empty"),
        (b"id,b\n", UnusableTable, "no rows"),
        (b"id,b\n1,2\n3\n", UnusableTable, "row 2"),
        (b"id,b\n1,2\n3,4,5\n", UnusableTable, "row 2"),
        (b"id,b\n1,\x00\n", UnreadableFile, "NUL"),
        (b"id,b\n1,2\n3,\x81\n", UnreadableFile, "line 3"),
        (b"id,b\n1,\xc2\xa3\n2,\xa3\n", UnreadableFile, "mixes encodings: line 2"),
        (b'id,b\n1,"2\n3,4\n', UnreadableFile, "quotation marks"),
        (b"<!DOCTYPE html><html>", UnreadableFile, "web page"),
        (b"%PDF-1.7", UnreadableFile, "PDF"),
        (b'{"a": 1}', UnreadableFile, "JSON"),
        (b"PK\x03\x04 not a zip", UnreadableFile, "spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not OLE", UnreadableFile, "spreadsheet"),
        (gzip.compress(b"id,b\n1,2\n" * 999)[:-20], UnreadableFile, "cut off"),
    ],
)
def test_read_when_the_file_is_no_table_then_says_what_is_wrong(tmp_path, content, error, words):
    with pytest.raises(error, match=words) as caught:
        rows_of(read(tmp_path, content))
    assert "file.csv" in str(caught.value)


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "id,b\n1,2\n")
    return file.getvalue()


NO_TABLES = {
    "random bytes": (random.Random(7).randbytes(5_000), "binary content"),
    "few random bytes": (random.Random(8).randbytes(200), "binary content"),
    "a compressed block": (bz2.compress(random.Random(9).randbytes(999)), "binary content"),
    "gzipped random bytes": (gzip.compress(random.Random(10).randbytes(999)), "binary content"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\2\x80", "PNG"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG"),
    "SQLite": (b"SQLite format 3\0" + bytes(100), "SQLite"),
    "text document": (zipped("word/document.xml"), "text document"),
    "PDF": (b"%PDF-1.7", "PDF"),
}


@pytest.mark.parametrize("name", ["file.csv", "file.xls"])
@pytest.mark.parametrize(("content", "told"), NO_TABLES.values(), ids=NO_TABLES)
def test_read_when_content_is_binary_then_says_so_and_what_to_upload(tmp_path, content, told, name):
    with pytest.raises(
        UnreadableFile, match=f"This is not a table: the file is .*{told}"
    ) as caught:
        read(tmp_path, content, name)
    assert "CSV (best in UTF-8), XLSX, XLS or ODS" in str(caught.value)


def test_read_when_content_is_binary_then_a_declared_encoding_does_not_hide_it(tmp_path):
    with pytest.raises(UnreadableFile, match="not a table"):
        read(tmp_path, random.Random(7).randbytes(5_000), encoding="latin-1")


def test_read_when_text_has_a_stray_control_character_then_is_still_read(tmp_path):
    assert rows_of(read(tmp_path, b"id,b\n1,a\x1fb\n\x1a,c\n"))[0] == ["1", "a\x1fb"]


def test_read_when_utf_16_is_declared_then_its_zero_bytes_are_no_binary_content(tmp_path):
    table = read(tmp_path, "id,名前\n1,香り高い灯\n".encode("utf-16-le"), encoding="utf-16-le")
    assert rows_of(table) == [["1", "香り高い灯"]]


def test_read_when_the_file_is_missing_then_says_so(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        open_table(tmp_path / "none.csv")


def test_read_when_extra_cells_are_empty_then_lets_them_go(tmp_path):
    assert rows_of(read(tmp_path, b"id,b\n1,2,,\n")) == [["1", "2"]]


@pytest.mark.parametrize("declared", ["utf-8", "no-such-codec", "zlib", "rot13"])
def test_read_when_the_declared_encoding_fails_then_refuses(tmp_path, declared):
    with pytest.raises(UnreadableFile):
        read(tmp_path, TEXT.encode("cp1252"), encoding=declared)


def test_read_when_declared_encoding_contradicts_the_mark_then_refuses(tmp_path):
    with pytest.raises(UnreadableFile, match="mark"):
        read(tmp_path, TEXT.encode("utf-16"), encoding="cp1252")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_read_when_any_table_was_written_as_csv_then_comes_back(tmp_path_factory, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["a", "b", "c"], *rows])
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    path.write_bytes(text.getvalue().encode())
    expected = [row if any(cell.strip() for cell in row) else None for row in rows]
    read_back = rows_of(open_table(path, Source(delimiter=",")))
    assert [row if any(c.strip() for c in row) else None for row in read_back] == expected
