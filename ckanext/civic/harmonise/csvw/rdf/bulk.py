"""Whole columns at once: one look at all values where each would else take a look of its own.

A bulk function answers the texts of a column, or None when some value needs a closer look; then
the values are taken one by one. It must answer exactly what they would give. Columns whose values
seldom repeat (keys, coordinates) are what this is for: docs/adr/0005-one-csvw-engine.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from ..datatypes.builtin import Family
from ..datatypes.datatype import Datatype
from ..templates import Expression, Template
from .cells import CellReader

Bulk = Callable[[Sequence[str]], list[str] | None]

# A value in XML Schema's own form, alone between line ends.
_NUMBERS = {
    Family.INTEGER: re.compile(r"(?:[+-]?[0-9]{1,30}\n)+"),
    Family.DECIMAL: re.compile(r"(?:[+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?\n)+"),
    Family.DOUBLE: re.compile(r"(?:[+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[Ee][+-]?[0-9]{1,9})?\n)+"),
}
# Texts that a simple expression leaves as they are, and that cannot make a path go back.
_UNRESERVED = re.compile(r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\n)+")
# Addresses that a reserved expression leaves as they are.
_SAFE = r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=]"
_SAFE_TEXT = rf"{_SAFE}*(?:%[0-9A-Fa-f]{{2}}{_SAFE}*)*"
_ADDRESSES = re.compile(rf"(?:https?://{_SAFE_TEXT}(?:#{_SAFE_TEXT})?\n)+")


def bulk_literals(reader: CellReader, start: str, end: str) -> Bulk | None:
    """Return the bulk function for ``start``, literal, ``end``; None where there can be none."""
    column = reader.column
    if column.separator is not None or column.default or not column.nulls <= {""}:
        return None
    opening, closing = f'{start}"', f'"{reader.end}{end}'
    if column.datatype.is_plain:
        return lambda raws: _plain(raws, opening, closing)
    form = _NUMBERS.get(column.datatype.base.family)
    if form is None or not column.datatype.is_simple:
        return None
    is_limited = bool(column.datatype.limits) or column.datatype.base.has_range

    def numbers(raws: Sequence[str]) -> list[str] | None:
        if not form.fullmatch("\n".join(raws) + "\n"):
            return None
        if is_limited and not _within(raws, column.datatype):
            return None
        return [f"{opening}{raw}{closing}" for raw in raws]

    return numbers


def _within(raws: Sequence[str], datatype: Datatype) -> bool:
    if datatype.base.family is Family.INTEGER:
        numbers = list(map(int, raws))
        return datatype.are_within(min(numbers), max(numbers))
    floats = list(map(float, raws))
    if datatype.base.family is Family.DOUBLE:
        return datatype.are_within(min(floats), max(floats))
    # the outermost decimals are compared exactly; floats keep their order or make them equal
    low, high = min(floats), max(floats)
    outer = [
        Decimal(raw) for raw, number in zip(raws, floats, strict=True) if number in (low, high)
    ]
    return datatype.are_within(min(outer), max(outer))


def _plain(raws: Sequence[str], opening: str, closing: str) -> list[str] | None:
    """Take texts that are not empty and hold nothing to trim, collapse or escape."""
    joined = '"'.join(raws)
    if (
        joined.count('"') != len(raws) - 1
        or "\\" in joined
        or not joined.isprintable()
        or '""' in joined
        or ' "' in joined
        or '" ' in joined
        or "  " in joined
        or not raws[0].strip(" ") == raws[0] != ""
        or not raws[-1].strip(" ") == raws[-1] != ""
    ):
        return None
    return [f"{opening}{raw}{closing}" for raw in raws]


def bulk_addresses(template: Template, reader: CellReader) -> Bulk | None:
    """Return the bulk function for the IRI terms of a template of one plain column."""
    column = reader.column
    expressions = [part for part in template.parts if isinstance(part, Expression)]
    if (
        len(expressions) != 1
        or column.separator is not None
        or column.default
        or not column.datatype.is_plain
        or not column.nulls <= {""}
    ):
        return None
    place = template.parts.index(expressions[0])
    before = "".join(map(str, template.parts[:place]))
    after = "".join(map(str, template.parts[place + 1 :]))
    form = _form(expressions[0], before, after)
    if form is None:
        return None

    def addresses(raws: Sequence[str]) -> list[str] | None:
        joined = "\n".join(raws) + "\n"
        if not form.fullmatch(joined):
            return None
        if form is _ADDRESSES and ("/." in joined or ("#" in after and "#" in joined)):
            return None
        return [f"<{before}{raw}{after}>" for raw in raws]

    return addresses


def _form(expression: Expression, before: str, after: str) -> re.Pattern[str] | None:
    use = expression.uses[0]
    operator = expression.operator
    if len(expression.uses) > 1 or use.explode or use.longest or operator.first or operator.named:
        return None
    if "/." in after or after.startswith("."):
        return None
    if operator.reserved:
        return _ADDRESSES if not before else None
    if before.startswith(("http://", "https://")) and "/." not in before:
        return _UNRESERVED
    return None
