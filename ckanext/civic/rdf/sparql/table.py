"""A SPARQL JSON answer as a table that a page can show."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_LAST_PARTS = re.compile(r"^https?://[^/?#]+/(?:[^?#]*/)?([^/?#]+/[^/?#]+/?(?:#[^#]*)?)$")


@dataclass(frozen=True)
class Cell:
    """One value: its text, and its address when it is a web page's; then the text is short."""

    text: str
    address: str | None = None


@dataclass(frozen=True)
class Table:
    """Column names, rows of cells, and whether rows were left out for length."""

    columns: list[str]
    rows: list[list[Cell]]
    is_cut: bool


def table(body: bytes, *, rows: int = 1000) -> Table:
    """Return at most ``rows`` rows of an answer in SPARQL 1.1 JSON (SELECT or ASK)."""
    answer = json.loads(body)
    if "boolean" in answer:
        return Table(["answer"], [[Cell("yes" if answer["boolean"] else "no")]], False)
    columns = answer["head"]["vars"]
    solutions = answer["results"]["bindings"]
    cells = [[_cell(solution.get(name)) for name in columns] for solution in solutions[:rows]]
    return Table(columns, cells, len(solutions) > rows)


def _cell(term: dict[str, str] | None) -> Cell:
    if term is None:
        return Cell("")
    text = term["value"]
    is_address = term["type"] == "uri" and text.startswith(("http://", "https://"))
    if not is_address:
        return Cell(text)
    found = _LAST_PARTS.match(text)
    short = f"…/{found[1]}" if found else text
    return Cell(short if len(short) < len(text) else text, text)
