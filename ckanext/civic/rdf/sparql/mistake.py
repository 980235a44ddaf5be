"""Where in a query the store found a mistake, from its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Oxigraph: "error at 2:8: expected …"; Jena and RDF4J: "line 2, column 8"; Virtuoso: "at line 2"
_PLACES = (
    re.compile(r"\berror at (?P<line>\d+):(?P<column>\d+)"),
    re.compile(r"\bline:? (?P<line>\d+),? col(?:umn)?:? (?P<column>\d+)", re.IGNORECASE),
    re.compile(r"\bline:? (?P<line>\d+)", re.IGNORECASE),
)


@dataclass(frozen=True)
class Place:
    """A place in a query: line and, when known, column, both from 1, and the line's text."""

    line: int
    column: int | None
    text: str


def place_of_mistake(message: str, query: str) -> Place | None:
    """Return where a store's message says that ``query`` is wrong; None when it does not say."""
    lines = query.splitlines()
    for pattern in _PLACES:
        found = pattern.search(message)
        if found and 1 <= int(found["line"]) <= len(lines):
            line = int(found["line"])
            column = found.groupdict().get("column")
            return Place(line, int(column) if column else None, lines[line - 1])
    return None
