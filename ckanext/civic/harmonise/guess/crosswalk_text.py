"""A guess as the text of a crosswalk, for a person to go through and to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from ..crosswalks import Publisher
from ..errors import CrosswalkError
from ..models import Model, load_model
from .result import CodeGuess, ColumnGuess, Guess

# which other field may stand for one that is required and has no column of its own
_STAND_INS = {
    "identifier": (),
    "name": ("location", "address", "location_text", "street_address", "full_address", "street"),
    "location_text": ("street_address", "address", "location", "name"),
    "title": ("description",),
}
_SHOWN_VALUES = 12
_TOTAL = "total"


def as_crosswalk(guess: Guess, publisher: Publisher, model: Model | None = None) -> str:
    """Return YAML text of a crosswalk; what is not sure is listed for decision.

    Raises CrosswalkError when the guess names no model.
    """
    if guess.model is None:
        near = ", ".join(one.name for one in guess.models) or "none"
        raise CrosswalkError(
            "No model is sure enough for this file.", advice=f"Name one. Nearest: {near}."
        )
    return _Text(guess, publisher, model or load_model(guess.model)).text()


class _Text:
    """The parts of one crosswalk."""

    def __init__(self, guess: Guess, publisher: Publisher, model: Model) -> None:
        self.guess, self.publisher, self.model = guess, publisher, model
        self.codes = {(one.field, one.column): one for one in guess.codes}
        placed = {name for one in guess.positions for name in (one.x, one.y)}
        self.by_field: dict[str, list[ColumnGuess]] = {}
        for one in guess.columns:
            is_flag = one.field == model.redacted_flag and guess.redaction is not None
            if one.field and one.column not in placed and not is_flag:
                self.by_field.setdefault(one.field, []).append(one)

    def text(self) -> str:
        lines = [
            f"# A first guess for {_plain(self.guess.file)}, from {self.guess.rows:,} rows.",
            "# Go through it line by line: the number is how sure the guess is, from 0 to 1.",
            *(f"# Note: {_plain(one)}" for one in self.guess.notes),
            *_dumped(self._head()),
        ]
        for part in (self._key(), self._positions(), self._redaction()):
            lines += part
        lines += ["fields:", *self._fields()]
        lines += self._ignored()
        return "\n".join(lines) + "\n"

    def _head(self) -> dict[str, Any]:
        return {
            "id": f"{slug(self.publisher.name)}-{self.model.id}",
            "model": self.model.id,
            "title": f"{self.publisher.name}, {self.model.title.lower()}",
            "publisher": {"name": self.publisher.name, "uri": self.publisher.uri},
            **({"source": {"sheet": self.guess.sheet}} if self._is_chosen_sheet() else {}),
            "layout": [one.column for one in self.guess.columns],
        }

    def _is_chosen_sheet(self) -> bool:
        """Say whether the workbook has other sheets, so that the crosswalk must name this one."""
        return bool(self.guess.sheet) and self.guess.has_other_sheets

    def _key(self) -> list[str]:
        key = self.guess.key
        if self.model.cube:
            return []  # its dimensions are the key, as the model says
        if key is None:
            return ["# No column tells the rows apart; name the key here."]
        value: dict[str, Any] = {"columns": list(key.columns)}
        if key.line:
            value["line"] = list(key.line)
        return [f"# {_plain(key.reason)}", *_dumped({"key": value})]

    def _positions(self) -> list[str]:
        if not self.guess.positions:
            return []
        lines = ["positions:"]
        for one in self.guess.positions:
            x = {"column": one.x, **one.x_reading} if one.x_reading else one.x
            y = {"column": one.y, **one.y_reading} if one.y_reading else one.y
            lines.append(f"  # {one.confidence:.2f} {_plain(one.reason)}")
            lines += _indented(_dumped([{"x": x, "y": y, "crs": one.crs}]))
        return lines

    def _redaction(self) -> list[str]:
        found = self.guess.redaction
        if found is None:
            return []
        return _dumped({"redaction": {"column": found.column, "values": list(found.values)}})

    def _fields(self) -> list[str]:
        lines: list[str] = []
        position = set(self.model.position.values()) if self.guess.positions else set()
        for name, field in self.model.fields.items():
            columns = self.by_field.get(name)
            if columns:
                lines += self._field(name, columns)
            elif field.required and name not in position and name != self.model.redacted_flag:
                lines += self._required(name)
        return lines

    def _field(self, name: str, columns: list[ColumnGuess]) -> list[str]:
        lines = [f"  # {one.confidence:.2f} {_plain(one.reason)}" for one in columns]
        codes = [c for one in columns if (c := self.codes.get((name, one.column)))]
        for one in codes:
            lines += _without_code(one)
        return [*lines, *_indented(_dumped({name: self._expression(name, columns)}))]

    def _expression(self, name: str, columns: list[ColumnGuess]) -> Any:
        first = columns[0]
        if first.tick:
            return {"all_of": [_ticked(one) for one in columns]}
        if len(columns) > 1:
            return {"columns": [one.column for one in columns], "join": ", "}
        parts: dict[str, Any] = {"column": first.column, **first.reading}
        found = self.codes.get((name, first.column))
        if found and (table := _code_table(found)):
            parts["codes"] = table
        return parts if len(parts) > 1 else first.column

    def _required(self, name: str) -> list[str]:
        title = self.model.fields[name].title
        if name.startswith("organisation_name"):
            return _indented(_dumped({name: {"constant": self.publisher.name}}))
        if self._is_dimension(name):
            return [
                f"  # No column breaks the figures down by “{title}”: so they are totals. Confirm.",
                *_indented(_dumped({name: {"constant": _TOTAL}})),
            ]
        for other in _STAND_INS.get(name, ()):
            if columns := self.by_field.get(other):
                return [
                    f"  # No column is sure to be “{title}”; taken from the column of “{other}”.",
                    *_indented(_dumped({name: columns[0].column})),
                ]
        key = self.guess.key
        is_naming = name in ("identifier", "name") or self.model.key == (name,)
        if key and is_naming and not key.line:
            parts = list(key.columns)
            value = {"columns": parts, "join": ", "} if len(parts) > 1 else parts[0]
            return [
                f"  # No column is sure to be “{title}”; taken from the key.",
                *_indented(_dumped({name: value})),
            ]
        return [f"  # REQUIRED, and no column is sure to be it: {name} ({title})."]

    def _is_dimension(self, name: str) -> bool:
        """Say whether a field is a dimension of a cube whose codes have one for all."""
        cube, field = self.model.cube, self.model.fields[name]
        codes = self.model.lists.get(field.code_list or "")
        return bool(cube and name in cube.dimensions and codes and _TOTAL in codes.codes)

    def _ignored(self) -> list[str]:
        used = {one.column for columns in self.by_field.values() for one in columns}
        used |= {name for one in self.guess.positions for name in (one.x, one.y)}
        if self.guess.key and not self.model.cube:
            used |= {*self.guess.key.columns, *self.guess.key.line}
        if self.guess.redaction:
            used.add(self.guess.redaction.column)
        left = {one.column: _decision(one) for one in self.guess.columns if one.column not in used}
        if not left:
            return []
        return [
            "# To be decided: map each, or write why it is left out.",
            *_dumped({"ignore": left}),
        ]


def slug(text: str) -> str:
    """Return a name as the id of a crosswalk needs it."""
    made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return made if made[:1].isalpha() else f"council-{made}".rstrip("-")


def _ticked(one: ColumnGuess) -> dict[str, Any]:
    return {"constant": one.tick, "when": {"column": one.column, "is": list(one.reading["ticks"])}}


def _code_table(found: CodeGuess) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {}
    for one in found.values:
        if one.code:
            value = one.value if one.match == "exact" else {"value": one.value, "match": one.match}
            table.setdefault(one.code, []).append(value)
    return table


def _without_code(found: CodeGuess) -> list[str]:
    left = [one for one in found.values if not one.code]
    if not left:
        return []
    shown = ", ".join(f"{_plain(one.value)} ({one.count:,})" for one in left[:_SHOWN_VALUES])
    more = f" and {len(left) - _SHOWN_VALUES:,} more" if len(left) > _SHOWN_VALUES else ""
    return [f"  # Without a code ({found.coverage:.0%} of the rows have one): {shown}{more}"]


def _decision(one: ColumnGuess) -> str:
    if one.ignore:
        return one.ignore
    if one.candidates and one.confidence >= 0.3:
        return f"not decided; nearest is {one.candidates[0].name} ({one.confidence:.2f})"
    return "not decided; no field of the model is like it"


class _Dumper(yaml.SafeDumper):
    """Mappings one key a line, lists of texts in brackets."""


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    is_flat = all(isinstance(one, (str, int, float)) for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=is_flat)


_Dumper.add_representer(list, _list)


def _dumped(value: Mapping[str, Any] | Iterable[Any]) -> list[str]:
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
        default_flow_style=False,
    )
    return text.rstrip("\n").split("\n")


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _plain(text: str) -> str:
    """Return a text on one line, for a comment."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())
