"""Small tables of codes that CKAN's free texts are matched with (``code_lists/*.csv``).

Sources: EU Publications Office authority tables (file-type, frequency, data-theme, language;
https://op.europa.eu/en/web/eu-vocabularies), IANA media types, licences' own addresses.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "code_lists"
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of ``code_lists/{name}.csv`` by their first column in lower case."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        key = (reader.fieldnames or [""])[0]
        return {row[key].lower(): row for row in reader}


def find(name: str, key: object) -> dict[str, str] | None:
    """Return the row of table ``name`` whose first column is ``key``, whatever its case."""
    return table(name).get(key.strip().lower()) if isinstance(key, str) else None
