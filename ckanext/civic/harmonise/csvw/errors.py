"""What stops a conversion; everything else is a warning."""

from __future__ import annotations

from collections.abc import Callable

from ckanext.civic.core.errors import Place

from ..errors import HarmoniseError

# Takes one line of text that names the file and the key, row or column.
Warn = Callable[[str], None]


class CsvwError(HarmoniseError):
    """The table cannot be converted; nothing of it is to be used."""


class InvalidMetadata(CsvwError):
    """A metadata document breaks a rule whose breach stops processing.

    Source: Metadata Vocabulary for Tabular Data, section 4
    (https://www.w3.org/TR/tabular-metadata/#annotating-tables).
    """


class UnreadableSource(CsvwError):
    """A file or address cannot be read."""


def silent(_: str) -> None:
    """Take a warning and do nothing: for callers who asked for none."""


def problem(kind: type[CsvwError], file: str, message: str, advice: str = "") -> CsvwError:
    """Return an error of ``kind`` about ``file``."""
    message = message if message.endswith(".") else f"{message}."
    return kind(message, place=Place(file=file), advice=advice)
