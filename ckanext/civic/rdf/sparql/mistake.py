"""What is wrong with a query and where, from the store's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Fault = Literal["prefix", "open", "closed", "end", "line", "unknown"]

# Oxigraph: "error at 2:8: expected …"; Jena and RDF4J: "line 2, column 8"; Virtuoso: "at line 2"
_PLACES = (
    re.compile(r"\berror at (?P<line>\d+):(?P<column>\d+)"),
    re.compile(r"\bline:? (?P<line>\d+),? col(?:umn)?:? (?P<column>\d+)", re.IGNORECASE),
    re.compile(r"\bline:? (?P<line>\d+)", re.IGNORECASE),
)
# comments, texts and addresses, in which a bracket means nothing
_NOT_CODE = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    r'|<[^<>"{}|^`\s]*>|#[^\n]*'
)
_NO_PREFIX = re.compile(r"prefix not found|unresolved prefix|undefined prefix", re.IGNORECASE)


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


def fault_of(message: str, query: str) -> Fault:
    """Return what is wrong with a query that the store refuses, as far as it can be told.

    ``prefix``: a short name that nothing explains; ``open`` or ``closed``: a bracket too many of
    that kind; ``end`` or ``line``: something is missing there; ``unknown``: the store only knows.
    """
    place = place_of_mistake(message, query)
    if place and _NO_PREFIX.search(message):
        return "prefix"
    code = _NOT_CODE.sub("", query)
    if code.count("{") != code.count("}"):
        return "open" if code.count("{") > code.count("}") else "closed"
    if place is None:
        return "unknown"
    return "end" if (place.column or 0) > len(place.text.rstrip()) else "line"
