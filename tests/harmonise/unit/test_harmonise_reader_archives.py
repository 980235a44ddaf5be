"""Tables in zip and gzip archives, and archives that do harm."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib

import pytest
from harmonise.tables import read, rows_of
from harmonise.workbooks import xlsx, zipped

from ckanext.civic.harmonise.errors import UnreadableFile, UnusableTable
from ckanext.civic.harmonise.readers import limits

CSV = b"id,b\n1,2\n"
ROWS = [["1", "2"]]


def test_zip_when_it_holds_one_file_then_reads_it_and_says_so(tmp_path):
    table = read(tmp_path, zipped({"data/table.csv": CSV}), "file.zip")
    assert rows_of(table) == ROWS
    assert table.decisions["compression"] == "zip"
    assert table.decisions["member"] == "data/table.csv"


@pytest.mark.parametrize(
    "beside", ["README.txt", "__MACOSX/._table.csv", ".DS_Store", "licence.txt", "metadata.xml"]
)
def test_zip_when_another_file_only_describes_then_reads_the_table(tmp_path, beside):
    assert rows_of(read(tmp_path, zipped({beside: b"x", "table.csv": CSV}))) == ROWS


def test_zip_when_several_tables_then_asks_which_and_takes_the_declared_one(tmp_path):
    content = zipped({"a.csv": CSV, "x/b.csv": b"id\n9\n"})
    with pytest.raises(UnusableTable, match=r"several tables.*member.*a\.csv, x/b\.csv"):
        read(tmp_path, content)
    assert rows_of(read(tmp_path, content, member="a.csv")) == ROWS
    assert rows_of(read(tmp_path, content, member="b.csv")) == [["9"]]
    with pytest.raises(UnusableTable, match=r"declares the member “c\.csv”"):
        read(tmp_path, content, member="c.csv")


def test_zip_when_it_is_empty_then_says_so(tmp_path):
    with pytest.raises(UnusableTable, match="holds no table"):
        read(tmp_path, zipped({"a/": b""}))


def test_zip_when_it_holds_a_workbook_then_reads_its_sheet(tmp_path):
    table = read(tmp_path, zipped({"t.xlsx": xlsx({"S": [["id", "b"], [1, 2]]})}))
    assert rows_of(table) == ROWS


@pytest.mark.parametrize(
    "content",
    [
        zipped({"inner.zip": zipped({"t.csv": CSV})}),
        zipped({"inner.csv.gz": gzip.compress(CSV)}),
        gzip.compress(gzip.compress(CSV)),
        gzip.compress(zipped({"t.csv": CSV})),
    ],
)
def test_archive_when_it_holds_an_archive_then_is_refused(tmp_path, content):
    with pytest.raises(UnreadableFile, match="another archive"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x.csv", "/etc/x.csv", "C:\\x.csv", "a\\..\\..\\x.csv"]
)
def test_zip_when_a_name_leads_out_of_it_then_is_refused_and_writes_nothing(tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    with pytest.raises(UnreadableFile, match="outside of itself"):
        read(folder, zipped({name: CSV, "t.csv": CSV}), "file.zip")
    assert [path.name for path in tmp_path.rglob("*.*")] == ["file.zip"]


def test_zip_when_it_has_too_many_files_then_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("ckanext.civic.harmonise.readers.archive.MAX_ARCHIVE_MEMBERS", 3)
    with pytest.raises(UnreadableFile, match="more than 3 files"):
        read(tmp_path, zipped({f"{i}.csv": CSV for i in range(4)}))


def test_zip_when_it_needs_a_password_then_says_so(tmp_path):
    content = bytearray(zipped({"t.csv": CSV}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    with pytest.raises(UnreadableFile, match="password"):
        read(tmp_path, bytes(content))


def blank_lines(size_bytes: int) -> bytes:
    return b"id,b\n" + b"1,2\n" * (size_bytes // 4)


def test_gzip_bomb_when_read_then_stops_early(tmp_path):
    bomb = gzip.compress(blank_lines(80 * limits.MIB))
    assert len(bomb) < 500_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 64 MiB"):
        read(tmp_path, bomb)


def test_zip_bomb_when_read_then_stops_early(tmp_path):
    with pytest.raises(UnreadableFile, match="unpacks to more than 64 MiB"):
        read(tmp_path, zipped({"t.csv": blank_lines(80 * limits.MIB)}))


def test_gzip_when_it_packs_well_and_is_small_then_is_read(tmp_path):
    table = read(tmp_path, gzip.compress(blank_lines(4 * limits.MIB)))
    assert sum(1 for _ in table.rows()) == limits.MIB


def lying_xlsx(real_bytes: int, stated_bytes: int) -> bytes:
    """Return a workbook whose sheet states a smaller size than it unpacks to."""
    sheet = b" " * real_bytes
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(sheet) + packer.flush()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    content = file.getvalue()
    true = struct.pack("<II", len(packed), real_bytes)
    return content.replace(true, struct.pack("<II", len(packed), stated_bytes))


def test_xlsx_when_a_part_unpacks_to_more_than_it_states_then_is_refused(tmp_path, monkeypatch):
    limit = limits.MIB
    monkeypatch.setattr("ckanext.civic.harmonise.readers.sheet_survey.MAX_WORKBOOK_BYTES", limit)
    content = lying_xlsx(20 * limits.MIB, 100)
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].file_size == 100
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MiB"):
        read(tmp_path, content)
