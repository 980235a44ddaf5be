"""Rows that a crosswalk takes, made from the crosswalk itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ckanext.civic.harmonise.crosswalks import Crosswalk
from ckanext.civic.harmonise.crosswalks.crosswalk import Expression, columns_of
from ckanext.civic.harmonise.mapping.expressions import Purpose, compile_expression
from ckanext.civic.harmonise.mapping.memory import Failed
from ckanext.civic.harmonise.mapping.transforms.date import formats_of
from ckanext.civic.harmonise.mapping.values import value_validator

# What cells of council files hold, some of it apt to be written wrongly
CELLS = [
    "", "1", "2", "12.50", "£1,234.50", "-3", "70 W", "5 m", "2014-09-03", "2014", "2013-14", "Y",
    "N", "Yes", "No", "true", "http://a.example/x", "M1 2AB", 'Smith & "Sons"\r\nTown Hall',
    "Café Ø", "back\\slash", "a;b|c", "POINT(-2.24 53.48)", "2014-09-03T10:00:00", "E08000003",
    "LINESTRING(-2.24 53.48,-2.25 53.49)", "53.48", "-2.24", "M", "F", "T", "A", "Q3 2014",
    "plain words", "%41 #x?",
]  # fmt: skip
DAY = datetime(2014, 9, 3, 10, 30)
GRID, DEGREES = ("384000", "398000"), ("-2.24", "53.48")


def made_rows(crosswalk: Crosswalk, count: int) -> list[dict[str, str]]:
    """Return rows with every column, of cells that each field takes; keys differ.

    The rows are the same each time.
    """
    chance = random.Random(1)
    pools = {name: _pool(crosswalk, name) for name in crosswalk.columns}
    rows = []
    for number in range(count):
        row = {name: chance.choice(pool) for name, pool in pools.items()}
        row |= _place(crosswalk)
        for name in _key_columns(crosswalk):
            row[name] = _numbered(crosswalk, name, row[name], number)
        rows.append({**row, **dict.fromkeys(crosswalk.accounted, "x")})
    return rows


def _key_columns(crosswalk: Crosswalk) -> list[str]:
    """Return the columns of the key, or those that fill the fields that make it."""
    made = [columns_of(crosswalk.fields[name]) for name in crosswalk.key.fields]
    return [*crosswalk.key.columns, *(name for columns in made for name in columns)]


def _numbered(crosswalk: Crosswalk, name: str, cell: str, number: int) -> str:
    codes = [f"E{8_000_000 + number:08}", f"{2000 + number}", f"20/{2000 + number}"]
    for text in (f"{cell} {number}", f"{number}", f"A{number}", *codes):
        if _is_taken(crosswalk, name, text):
            return text
    return cell


def _pool(crosswalk: Crosswalk, name: str) -> list[str]:
    found = [cell for cell in [*_mentioned(crosswalk), *CELLS] if _is_taken(crosswalk, name, cell)]
    filled = [cell for cell in found if cell]
    return filled or [""]


def _mentioned(crosswalk: Crosswalk) -> Iterator[str]:
    """Yield texts that the rules of the crosswalk name."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, Mapping):
            for form in formats_of(dict(value)):
                yield DAY.strftime(form)
            for key, one in value.items():
                yield str(key)
                if key == "formats":
                    yield from map(DAY.strftime, [one] if isinstance(one, str) else one)
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)
        elif isinstance(value, str):
            yield value

    yield from dict.fromkeys(walk(dict(crosswalk.fields)))


def _is_taken(crosswalk: Crosswalk, name: str, cell: str) -> bool:
    """Tell whether every field that reads this one column takes the cell."""
    for field_name, expression in crosswalk.fields.items():
        read = columns_of(expression)
        if name in read and not _takes(crosswalk, field_name, expression, read, cell):
            return False
    return True


def _takes(
    crosswalk: Crosswalk, field_name: str, expression: Expression, read: list[str], cell: str
) -> bool:
    model = crosswalk.model
    field = model.fields[field_name]
    shapes = model.geometry.types if model.geometry else ()
    purpose = Purpose(value_validator(field, shapes), field.multiple, crosswalk.folder)
    columns = {name: index for index, name in enumerate(read)}
    evaluate = compile_expression(
        expression, columns, model.lists.get(field.code_list or ""), purpose
    )
    (value,) = evaluate([[cell]] * len(read))
    return not isinstance(value, Failed) and (bool(value) or not field.required)


def _place(crosswalk: Crosswalk) -> dict[str, str]:
    row = {}
    for position in crosswalk.positions:
        x, y = DEGREES if position.crs in ("EPSG:4326", "EPSG:4277") else GRID
        if position.swap_axes:
            x, y = y, x
        for axis, text in ((position.x, x), (position.y, y)):
            for name in columns_of(axis):
                row[name] = text
    return row
