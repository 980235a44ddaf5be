"""What differs between two versions of a crosswalk, line by line."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

_KINDS = {"+": "added", "-": "removed", " ": "same"}


@dataclass(frozen=True)
class Line:
    """A line and its kind: ``added``, ``removed``, ``same``, or ``gap`` for lines left out."""

    kind: str
    text: str


def line_changes(old: str, new: str) -> list[Line]:
    """Return the changed lines with two lines around them; empty when nothing differs."""
    lines = []
    unified = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2)
    for number, line in enumerate(unified):
        if number < 2:
            continue  # the names of the two
        if line.startswith("@@"):
            if lines:
                lines.append(Line("gap", "…"))
            continue
        lines.append(Line(_KINDS[line[0]], line[1:]))
    return lines
