"""Rows whose name is withheld: marked, and without what would give the name away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..crosswalks import Crosswalk
from .memory import Remembered
from .organisation_names import is_withheld


class Redactor:
    """Mark rows whose name is withheld, and withhold with it what would give it away."""

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int]) -> None:
        fields = crosswalk.model.fields
        self._flag = crosswalk.model.redacted_flag or ""
        self._linked = [name for name, one in fields.items() if one.link]
        self._withheld = [name for name, one in fields.items() if one.withheld_when_redacted]
        redaction = crosswalk.redaction
        self._column = columns[redaction.column] if redaction else None
        texts = frozenset(text.casefold() for text in redaction.values) if redaction else ()
        self._told = Remembered(lambda cell: "y" if cell.strip().casefold() in texts else None)
        self._hidden = Remembered(lambda name: "y" if is_withheld(name) else None)

    def apply(self, table: Sequence[Sequence[str]], columns: dict[str, list[str]]) -> None:
        """Set the flag and take the withheld values out; an unknown wording counts too."""
        hidden = [""] * len(table[0])
        if self._column is not None:
            hidden = list(map(self._told.__getitem__, table[self._column]))
        for name in self._linked:
            if name in columns:
                told = map(self._hidden.__getitem__, columns[name])
                hidden = [one or other for one, other in zip(hidden, told, strict=True)]
        columns[self._flag] = ["true" if one else "false" for one in hidden]
        for name in self._withheld:
            if name in columns:
                columns[name] = [
                    "" if one else value for one, value in zip(hidden, columns[name], strict=True)
                ]
