"""The tables of codes that CKAN's free texts are matched with (``code_lists/*.csv``).

``code_lists/README.md`` says where each is from.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "code_lists"
EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
_LONGEST = 120  # characters of any code or name in the tables
_BLANKS = re.compile(r"[\s_-]+")


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of ``code_lists/{name}.csv`` by their first column in lower case."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        key = (reader.fieldnames or [""])[0]
        return {row[key].lower(): row for row in reader}


def find(name: str, key: object) -> dict[str, str] | None:
    """Return the row of table ``name`` whose first column is ``key``, whatever its case."""
    if not isinstance(key, str) or len(key) > _LONGEST:
        return None
    return table(name).get(key.strip().lower())


def title_of(name: str, code: str) -> str:
    """Return the title of a code in a table that has one, else the code."""
    row = table(name).get(code.lower())
    return row["title"] if row else code


def coded(name: str, base: str, text: object, names: str | None = None) -> str | None:
    """Return the code that ``text`` means in table ``name``, else None.

    ``text`` is the concept's IRI (below ``base``, http or https), its code, its English title, or
    one of the other names in table ``names``; blanks, dashes and underscores are alike.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return _coded(name, base, text.strip(), names)


@lru_cache(maxsize=4096)
def _coded(name: str, base: str, text: str, names: str | None) -> str | None:
    bare = text.replace("https://", "http://", 1)
    if bare.startswith(base):
        row = table(name).get(bare[len(base) :].rstrip("/").lower())
        return row["code"] if row else None
    return _spellings(name, names).get(_plain(text))


@cache
def _spellings(name: str, names: str | None) -> dict[str, str]:
    found = {_plain(row["title"]): row["code"] for row in table(name).values()}
    found.update((_plain(row["code"]), row["code"]) for row in table(name).values())
    if names:
        found.update((_plain(key), row["code"]) for key, row in table(names).items())
    return found


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.strip().lower())
