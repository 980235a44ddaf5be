"""Delimited text beyond the plain: declared delimiters, backslashes, lines without end."""

from __future__ import annotations

import pytest
from harmonise.tables import read, rows_of

from ckanext.civic.harmonise.errors import UnreadableFile


@pytest.mark.parametrize("delimiter", ["^", "~", "¦", "\x1f", ":", "#"])
def test_delimiter_when_declared_then_any_sign_will_do(tmp_path, delimiter):
    table = read(tmp_path, "id,n\n1,2\n".replace(",", delimiter).encode(), delimiter=delimiter)
    assert rows_of(table) == [["1", "2"]]


@pytest.mark.parametrize("delimiter", [";", "|", "^", ":"])
def test_delimiter_when_the_file_declares_it_then_is_taken(tmp_path, delimiter):
    content = f"sep={delimiter}\r\nid{delimiter}n, m\r\n1{delimiter}2\r\n".encode()
    table = read(tmp_path, content)
    assert (table.header, rows_of(table)) == (("id", "n, m"), [["1", "2"]])
    assert table.line_numbers([1]) == {1: 3}


def test_delimiter_when_titles_have_commas_then_most_rows_decide(tmp_path):
    content = b"Grants, loans, and more, 2020\n\nid;name\n1;A, B\n2;C, D\n3;E\n"
    assert read(tmp_path, content).decisions["delimiter"] == ";"


def test_quotes_when_escaped_by_backslash_then_other_backslashes_stay(tmp_path):
    content = b'id,html\n1,"<a href=\\"x\\">y</a>"\n2,"C:\\dir, D:"\n'
    table = read(tmp_path, content)
    assert rows_of(table) == [["1", '<a href="x">y</a>'], ["2", "C:\\dir, D:"]]
    assert table.decisions["quotation_marks"] == "escaped by a backslash"


def test_quotes_when_a_path_ends_in_a_backslash_then_it_is_no_escape(tmp_path):
    table = read(tmp_path, b'id,path\n1,"C:\\"\n2,"D:\\"\n')
    assert rows_of(table) == [["1", "C:\\"], ["2", "D:\\"]]


def test_cells_when_they_hold_html_then_stay_as_they_are(tmp_path):
    assert rows_of(read(tmp_path, b'id,h\n1,"<p>a &amp; b</p>"\n')) == [["1", "<p>a &amp; b</p>"]]


def test_line_when_it_has_no_end_then_is_refused_before_it_fills_memory(tmp_path, monkeypatch):
    name = "ckanext.civic.harmonise.readers.formats.delimited.MAX_LINE_CHARACTERS"
    monkeypatch.setattr(name, 3_000_000)
    with pytest.raises(UnreadableFile, match="more than 3,000,000 characters"):
        read(tmp_path, b"id,b\n" + b"1," * 2_000_000)


def test_cell_when_a_quote_is_never_closed_then_names_the_line(tmp_path):
    with pytest.raises(UnreadableFile, match="quotation marks do not fit near line"):
        rows_of(read(tmp_path, b'id,b\n1,"2\n' + b"3,4\n" * 400_000))


@pytest.mark.parametrize(
    "content", [b"<http://a> <http://b> <http://c> .\n", b"@prefix a: <http://a> .\n"]
)
def test_rdf_when_given_as_a_table_then_is_told(tmp_path, content):
    with pytest.raises(UnreadableFile, match="linked data already"):
        read(tmp_path, content)
