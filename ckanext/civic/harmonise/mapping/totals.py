"""Control totals: what a measure sums to in the file, and in the rows that were dropped.

The sum of the source is read by a rule of its own wherever the column holds plain numbers, so
that a fault in the mapping cannot hide in both sums.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from ..crosswalks import Crosswalk
from .expressions import Evaluator, compile_expression
from .memory import Failed, Remembered

_NOT_NUMBER = re.compile(r"[^0-9.]")
_ZERO = Decimal(0)


class ControlTotals:
    """Exact sums of every measure of the model, before mapping."""

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int]) -> None:
        self._readers = {
            name: _reader(crosswalk.fields[name], columns)
            for name in crosswalk.model.measures
            if name in crosswalk.fields
        }
        self.came_in = {name: Decimal(0) for name in self._readers}
        self.dropped = {name: Decimal(0) for name in self._readers}

    def add(self, table: Sequence[Sequence[str]]) -> None:
        """Count the source columns of a batch."""
        self._count(table, self.came_in)

    def drop(self, cells: Sequence[str]) -> None:
        """Count a row that gives no resource (it was counted as a source row before)."""
        self._count([(cell,) for cell in cells], self.dropped)

    def _count(self, table: Sequence[Sequence[str]], sums: dict[str, Decimal]) -> None:
        for name, read in self._readers.items():
            sums[name] = sum(map(_amount, read(table)), sums[name])


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text) if text and type(text) is not Failed else _ZERO
    except InvalidOperation:
        return _ZERO  # the cell's own check reports it


def _reader(expression: Any, columns: Mapping[str, int]) -> Evaluator:
    if isinstance(expression, dict):
        steps = expression.get("steps", ())
        plain = "column" in expression and "when" not in expression and all(map(_is_plain, steps))
        if not plain or not steps:
            return compile_expression(expression, columns, None)
        expression = expression["column"]
    index = columns[expression]
    plain_numbers = Remembered(plain_number)
    return lambda table: list(map(plain_numbers.__getitem__, table[index]))


def _is_plain(step: Any) -> bool:
    if isinstance(step, str):
        return step in ("number", "money")
    name, given = next(iter(step.items()))
    return name in ("number", "money") and (given or {}).get("decimal", ".") == "."


def plain_number(text: str) -> str:
    """Return digits, point and sign of a text; empty when it has no digit."""
    digits = _NOT_NUMBER.sub("", text).strip(".")
    below_zero = "-" in text or ("(" in text and ")" in text) or text.rstrip().endswith("CR")
    return f"-{digits}" if digits and below_zero else digits
