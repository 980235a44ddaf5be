"""Zip archives: which of their files is the table, and which archives are refused."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile, UnusableTable
from .limits import MAX_ARCHIVE_MEMBERS, too_large

TABLE_ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".ods",
    ".geojson",
    ".json",
    ".kml",
    ".xml",
)
_WORKBOOK_PARTS = ("xl/", "content.xml")
_DOCUMENT_PARTS = ("word/", "ppt/")
_BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_DESCRIBES = re.compile(r"readme|licen[cs]e|metadata|about", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_IS_ENCRYPTED = 1


def open_archive(path: Path, name: str) -> zipfile.ZipFile:
    """Return the open archive; raises UnreadableFile for too many or for unsafe names in it."""
    archive = zipfile.ZipFile(path)
    names = archive.namelist()
    if len(names) > MAX_ARCHIVE_MEMBERS:
        archive.close()
        raise too_large(name, f"The archive holds more than {MAX_ARCHIVE_MEMBERS:,} files.")
    unsafe = next((one for one in names if _leads_out(one)), None)
    if unsafe is not None:
        archive.close()
        raise UnreadableFile(
            f"The archive names a file outside of itself: “{unsafe[:100]}”.",
            place=Place(file=name),
            advice="Make the archive again, with plain file names.",
        )
    return archive


def is_workbook(names: Sequence[str]) -> bool:
    """Tell whether the parts of a zip container are those of an XLSX or ODS workbook."""
    return any(name.startswith(_WORKBOOK_PARTS) for name in names)


def choose_member(archive: zipfile.ZipFile, declared: str, name: str) -> str:
    """Return the declared file of an archive, or the only one that can be a table.

    Raises UnusableTable when none or several can, UnreadableFile when it needs a password.
    """
    if any(one.startswith(_DOCUMENT_PARTS) for one in archive.namelist()):
        raise UnreadableFile(
            "This is not a table: the file is a text document or a presentation.",
            place=Place(file=name),
            advice="Upload the table itself: CSV (best in UTF-8), XLSX, XLS or ODS.",
        )
    infos = {one.filename: one for one in archive.infolist() if not one.is_dir()}
    files = [one for one in infos if not _BESIDE.search(one)]
    found = _declared(files, declared) if declared else _tables(files)
    if len(found) != 1:
        if declared:
            message = f"The crosswalk declares the member “{declared}”, which is not there."
        else:
            message = (
                "The archive holds no table." if not found else "The archive holds several tables."
            )
        raise UnusableTable(
            message,
            place=Place(file=name),
            advice=f"Declare one as ‘member’. Files: {', '.join(found or files)[:1000] or 'none'}.",
        )
    if infos[found[0]].flag_bits & _IS_ENCRYPTED:
        raise UnreadableFile(
            "The archive needs a password.",
            place=Place(file=name),
            advice="Make the archive again without a password.",
        )
    return found[0]


def _declared(files: list[str], declared: str) -> list[str]:
    exact = [one for one in files if one == declared]
    return exact or [one for one in files if PurePosixPath(one).name == declared]


def _tables(files: list[str]) -> list[str]:
    """Return those of the files that can be the table; a readme beside it does not count."""
    if len(files) == 1:
        return files
    tables = [one for one in files if one.lower().endswith(TABLE_ENDINGS)]
    if len(tables) > 1:
        tables = [one for one in tables if not _DESCRIBES.search(PurePosixPath(one).name)] or tables
    if len(tables) > 1:
        tables = [one for one in tables if not one.lower().endswith((".txt", ".xml"))] or tables
    return tables


def _leads_out(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or bool(_DRIVE.match(plain)) or ".." in plain.split("/")
