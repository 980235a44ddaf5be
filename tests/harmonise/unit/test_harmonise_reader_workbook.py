"""Workbooks: values as they are shown, merges, hidden sheets, formulas, and sizes that are lies."""

from __future__ import annotations

import datetime as dt
import io
import time

import pytest
import xlwt
from harmonise.tables import read, rows_of
from harmonise.workbooks import ods, xlsx, zipped

from ckanext.civic.harmonise.errors import UnreadableFile
from ckanext.civic.harmonise.readers import limits

DAY = xlwt.easyxf(num_format_str="DD/MM/YYYY")


def xls(*sheets: xlwt.Workbook) -> bytes:
    buffer = io.BytesIO()
    sheets[0].save(buffer)
    return buffer.getvalue()


def old_workbook() -> bytes:
    """Return a BIFF8 workbook: titles, a merged label, a merged amount, a hidden sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Spend")
    sheet.write_merge(0, 0, 0, 3, "Payments over £500")
    for column, heading in enumerate(["Department", "Paid", "Amount", "Note"]):
        sheet.write(2, column, heading)
    sheet.write_merge(3, 5, 0, 0, "Highways")
    for row in range(3, 6):
        sheet.write(row, 1, dt.date(2014, 9, row), DAY)
        sheet.write(row, 3, f"note {row}")
    sheet.write(3, 2, 1500.10)
    sheet.write_merge(4, 5, 2, 2, 7)
    book.add_sheet("Lists").visibility = 1
    return xls(book)


def test_xls_when_cells_are_merged_then_texts_repeat_and_amounts_do_not(tmp_path):
    table = read(tmp_path, old_workbook(), "spend.xls")
    assert table.header == ("Department", "Paid", "Amount", "Note")
    assert rows_of(table) == [
        ["Highways", "2014-09-03", "1500.1", "note 3"],
        ["Highways", "2014-09-04", "7", "note 4"],
        ["Highways", "2014-09-05", "", "note 5"],
    ]
    assert table.decisions["merged_regions"] == 3
    assert "numbers are not" in table.decisions["merged_cells"]


def test_xls_when_a_sheet_is_hidden_then_is_reported_and_not_chosen(tmp_path):
    decisions = read(tmp_path, old_workbook(), "spend.xls").decisions
    assert (decisions["sheet"], decisions["hidden_sheets"]) == ("Spend", ["Lists"])


def test_xls_when_titles_stand_above_then_rows_are_named_as_in_the_sheet(tmp_path):
    table = read(tmp_path, old_workbook(), "spend.xls")
    assert table.decisions["header_row"] == 3
    assert table.line_numbers([1, 3]) == {1: 4, 3: 6}
    assert table.decisions["skipped_rows"] == ["Payments over £500"]


def test_xlsx_when_a_first_sheet_is_hidden_then_the_first_visible_one_is_read(tmp_path):
    content = xlsx({"Old": [["id"], ["1"]], "New": [["id"], ["2"]]}, hidden=["Old"])
    table = read(tmp_path, content)
    assert rows_of(table) == [["2"]]
    assert table.decisions["other_sheets"] == ["Old"]


def cells(*texts: str) -> str:
    """Return rows of raw cell mark-up under the headings id and n."""
    head = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>n</v></c></row>'
    rows = "".join(f'<row r="{i}">{text}</row>' for i, text in enumerate(texts, 2))
    return f"<sheetData>{head}{rows}</sheetData>"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2"><f>1+2</f><v>3</v></c>', "3"),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', ""),
        ('<c r="B2" t="str"><f>HYPERLINK("http://x")</f><v>x</v></c>', "x"),
        ('<c r="B2" t="b"><f>A1</f><v>1</v></c>', "true"),
        ('<c r="B2"><f t="shared" si="0"/><v>0.1</v></c>', "0.1"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="B2"><v>1E-7</v></c>', "0.0000001"),
        ('<c r="B2"><v>12345678901234567890</v></c>', "12345678901234567000"),
        ('<c r="B2"><v>-0.0</v></c>', "0"),
    ],
)
def test_xlsx_when_a_cell_has_a_stored_value_then_gives_it(tmp_path, cell, value):
    content = xlsx({"S": cells(f'<c r="A2"><v>7</v></c>{cell}', '<c r="A3"><v>8</v></c>')})
    assert rows_of(read(tmp_path, content)) == [["7", value], ["8", ""]]


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="B3"><f>A1+1</f></c>',
        '<c r="B3"><f>A1+1</f><v/></c>',
        '<c r="B3"><f>A1+1</f><v></v></c>',
        '<c r="B3"><f t="shared" si="0"/></c>',
    ],
)
def test_xlsx_when_a_formula_has_no_stored_value_then_names_the_cell(tmp_path, formula):
    content = xlsx({"S": cells('<c r="A2"><v>7</v></c>', f'<c r="A3"><v>8</v></c>{formula}')})
    with pytest.raises(UnreadableFile, match="1 cell is a formula without a stored value: B3"):
        read(tmp_path, content)


def test_xlsx_when_only_another_sheet_has_such_a_formula_then_is_read(tmp_path):
    broken = cells('<c r="B2"><f>A1</f></c>')
    content = xlsx({"Data": [["id"], ["1"]], "Calc": broken})
    assert rows_of(read(tmp_path, content)) == [["1"]]
    with pytest.raises(UnreadableFile, match="“Calc” 1 cell is a formula"):
        read(tmp_path, content, sheet="Calc")


GROUPED = [
    ["Area", "2023", "", "2024", ""],
    ["", "Budget", "Actual", "Budget", "Actual"],
    ["Bury", 1, 2, 3, 4],
    ["Bolton", 5, 6, 7, 8],
]


def merged(rows: list, *regions: str) -> bytes:
    body = xlsx({"S": rows})
    listed = "".join(f'<mergeCell ref="{one}"/>' for one in regions)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(
        "</worksheet>", f"<mergeCells>{listed}</mergeCells></worksheet>"
    )
    return zipped(parts)


def test_xlsx_when_headings_are_grouped_by_merged_cells_then_are_named_with_the_group(tmp_path):
    table = read(tmp_path, merged(GROUPED, "A1:A2", "B1:C1", "D1:E1"))
    expected = ("Area", "2023 Budget", "2023 Actual", "2024 Budget", "2024 Actual")
    assert table.header == expected
    assert rows_of(table)[0] == ["Bury", "1", "2", "3", "4"]
    assert table.decisions["merged_headings"] == list(expected[1:])


def test_xlsx_when_a_heading_is_merged_across_columns_then_names_all_of_them(tmp_path):
    rows = [["id", "Address", ""], [1, "a", "b"], [2, "c", "d"]]
    assert read(tmp_path, merged(rows, "B1:C1")).header == ("id", "Address", "Address (2)")


def test_xlsx_when_a_million_rows_are_empty_then_costs_little(tmp_path):
    empty = "".join(f'<row r="{i}"><c r="A{i}" s="1"/></row>' for i in range(3, 1_000_001))
    content = xlsx({"S": cells('<c r="A2"><v>7</v></c><c r="B2"><v>8</v></c>').replace(
        "</sheetData>", f"{empty}</sheetData>"
    )})  # fmt: skip
    began = time.process_time()
    assert rows_of(read(tmp_path, content)) == [["7", "8"]]
    assert time.process_time() - began < 20


def test_xlsx_when_one_cell_is_far_away_then_is_refused_before_it_fills_memory(tmp_path):
    content = xlsx({"S": cells('<c r="XFD1048576"><v>1</v></c>')})
    with pytest.raises(UnreadableFile, match="reaches to row 1,048,576 and column 16,384"):
        read(tmp_path, content)


UNCLOSED = {"cells": "<c ", "errors": '<c t="e">', "formulas": '<c r="A1"><f>', "names": "<c r "}


@pytest.mark.parametrize("part", UNCLOSED.values(), ids=UNCLOSED)
def test_xlsx_when_marks_never_close_then_looking_for_them_stays_quick(tmp_path, part):
    content = xlsx({"S": f'<sheetData><row r="1">{part * 300_000}</row></sheetData>'})
    began = time.process_time()
    with pytest.raises(UnreadableFile, match="damaged"):
        read(tmp_path, content)
    assert time.process_time() - began < 10


def test_xlsx_when_it_defines_entities_then_they_are_not_read(tmp_path):
    parts = {
        "xl/workbook.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>',
        "xl/_rels/workbook.xml.rels": "<Relationships/>",
    }
    with pytest.raises(UnreadableFile, match="document type"):
        read(tmp_path, zipped(parts))


def test_xlsb_when_given_then_says_what_to_save_instead(tmp_path):
    with pytest.raises(UnreadableFile, match=r"XLSB.*save it again as XLSX"):
        read(tmp_path, zipped({"xl/workbook.bin": b"x"}))


CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def row(*marked: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(marked)}</table:table-row>"


def test_ods_when_cells_are_merged_or_repeated_then_fills_them(tmp_path):
    more = row(CELL.format(' table:number-rows-spanned="2"', "Parks"), CELL.format("", "a")) + row(
        "<table:covered-table-cell/>", CELL.format("", "b")
    )
    table = read(tmp_path, ods([["unit", "n"]], more), "f.ods")
    assert rows_of(table) == [["Parks", "a"], ["Parks", "b"]]


def test_ods_when_a_formula_has_no_value_then_names_the_cell(tmp_path):
    more = row(CELL.format("", "x"), '<table:table-cell table:formula="of:=[.A1]"/>')
    with pytest.raises(UnreadableFile, match="formula without a stored value: B2"):
        read(tmp_path, ods([["id", "n"]], more))


def test_ods_when_empty_rows_repeat_to_the_end_then_costs_nothing(tmp_path):
    blank = row(
        '<table:table-cell table:number-columns-repeated="16384"/>',
        attributes=' table:number-rows-repeated="1048570"',
    )
    assert rows_of(read(tmp_path, ods([["id", "n"], ["1", "2"]], blank))) == [["1", "2"]]


def test_ods_when_repeated_cells_would_fill_memory_then_is_refused(tmp_path):
    bomb = row(
        CELL.format(' table:number-columns-repeated="16384"', "x"),
        attributes=' table:number-rows-repeated="1048570"',
    )
    with pytest.raises(UnreadableFile, match="more than 25,000,000 cells"):
        read(tmp_path, ods([["id"]], bomb))


def test_ods_when_it_is_a_text_document_then_says_so(tmp_path):
    content = '<o:document xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    with pytest.raises(UnreadableFile, match="without a spreadsheet"):
        read(tmp_path, zipped({"content.xml": content}))


def test_xls_when_it_is_too_large_then_is_refused(tmp_path, monkeypatch):
    name = "ckanext.civic.harmonise.readers.formats.workbook.MAX_OLD_WORKBOOK_BYTES"
    monkeypatch.setattr(name, limits.MIB // 1024)
    with pytest.raises(UnreadableFile, match="too large"):
        read(tmp_path, old_workbook())
