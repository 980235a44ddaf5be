"""Columns that are one code each: “Glass”, “Paper” with a tick where the thing is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .evidence import Evidence
from .headings import Heading
from .inspected import InspectedFile
from .known_field import KnownField
from .known_names import KnownModel

_SURE_HEADING = 0.9
_SAME_HEADING = 0.92
_LEAST_LIKENESS = 0.8


@dataclass(frozen=True)
class Tick:
    """A column whose ticked cells mean one code of a field with several values."""

    field: str
    code: str
    confidence: float


def find_ticks(
    file: InspectedFile, known: KnownModel, options: Mapping[int, Sequence[Evidence]]
) -> dict[int, Tick]:
    """Return the columns of ticks, unless a field of its own has the column's name."""
    found: dict[int, Tick] = {}
    for field in known.fields.values():
        if not (field.field.code_list and field.field.multiple):
            continue
        for index, evidence in options.items():
            if not file.columns[index].is_ticks:
                continue
            if evidence and evidence[0].confidence > _SURE_HEADING:
                continue
            if tick := _tick(file, known, field, file.headings[index]):
                found.setdefault(index, tick)
    return found


def _tick(
    file: InspectedFile, known: KnownModel, field: KnownField, heading: Heading
) -> Tick | None:
    name = field.field.name
    if heading.squashed in field.codes:
        return Tick(name, field.codes[heading.squashed][0], _SAME_HEADING)
    codes = known.model.lists[field.field.code_list or ""].codes
    reader = file.knowledge.reader
    likeness, code = max(
        (
            (known.likeness(heading, reader.read(text)), code.id)
            for code in codes.values()
            for text in (code.label, *code.alternatives)
        ),
        default=(0.0, ""),
    )
    return Tick(name, code, likeness * _SURE_HEADING) if likeness >= _LEAST_LIKENESS else None
