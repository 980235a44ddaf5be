"""Control totals: what a measure sums to in the file, and in the rows that were dropped.

The sum of the source is read by a rule of its own wherever the column holds plain numbers, so
that a fault in the mapping cannot hide in both sums. What neither this rule nor the mapping reads
as a number is in no sum; such cells are counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..crosswalks import Crosswalk
from ..report import SAMPLE_ROWS
from .expressions import Evaluator, compile_expression
from .memory import Failed, Remembered
from .values import DECIMAL

# A sign, brackets or CR for what is owed, one currency, and commas in front of three digits each
_PLAIN = re.compile(
    r"(?P<minus>-?)(?P<open>\(?)[£$€]?(?P<minus2>-?)"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?P<fraction>\.[0-9]+)?"
    r"(?P<close>\)?)(?P<after>(?:-| ?CR)?)"
)
_ZERO = Decimal(0)
_NOT_ADDED = "?"  # no number


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
        self.not_added = dict.fromkeys(self._readers, 0)
        self.rows_not_added: dict[str, list[int]] = {name: [] for name in self._readers}

    def add(self, table: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        """Count the source columns of a batch; ``numbers`` are its rows' numbers."""
        for name, read in self._readers.items():
            texts = read(table)
            self.came_in[name] = sum(map(_amount, texts), self.came_in[name])
            if _NOT_ADDED in texts:
                rows = [row for row, text in zip(numbers, texts, strict=True) if text == _NOT_ADDED]
                self.not_added[name] += len(rows)
                known = self.rows_not_added[name]
                known += rows[: SAMPLE_ROWS - len(known)]

    def drop(self, cells: Sequence[str]) -> None:
        """Count a row that gives no resource (it was counted as a source row before)."""
        table = [(cell,) for cell in cells]
        for name, read in self._readers.items():
            self.dropped[name] = sum(map(_amount, read(table)), self.dropped[name])


def _amount(text: str) -> Decimal:
    return Decimal(text) if text and text != _NOT_ADDED else _ZERO


def _reader(expression: Any, columns: Mapping[str, int]) -> Evaluator:
    """Return the function from a table to numbers as plain text, and `_NOT_ADDED` for others."""
    mapped = compile_expression(expression, columns, None)
    if isinstance(expression, dict):
        steps = expression.get("steps", ())
        plain = "column" in expression and "when" not in expression and all(map(_is_plain, steps))
        if not plain or not steps:
            return lambda table: list(map(_number_only, mapped(table)))
        expression = expression["column"]
    index = columns[expression]

    def of_cell(text: str) -> str:
        found = plain_number(text)
        if found is None:  # a form of the crosswalk's own, or no number at all
            alone = [(text if at == index else "",) for at in range(index + 1)]
            found = _number_only(mapped(alone)[0])
        return found

    numbers = Remembered(of_cell)
    return lambda table: list(map(numbers.__getitem__, table[index]))


def _number_only(text: str) -> str:
    is_number = not text or (type(text) is not Failed and DECIMAL.fullmatch(text))
    return text if is_number else _NOT_ADDED


def _is_plain(step: Any) -> bool:
    if isinstance(step, str):
        return step in ("number", "money")
    name, given = next(iter(step.items()))
    return name in ("number", "money") and (given or {}).get("decimal", ".") == "."


def plain_number(text: str) -> str | None:
    """Return a number as plain text, empty for an empty cell, or None for anything else."""
    text = text.strip()
    found = _PLAIN.fullmatch(text)
    if not text or not found or not (found["whole"] or found["fraction"]):
        return None if text else ""
    if bool(found["open"]) != bool(found["close"]):
        return None
    signs = [found["minus"], found["open"], found["minus2"], found["after"]]
    if sum(map(bool, signs)) > 1:
        return None
    digits = (found["whole"].replace(",", "") or "0") + (found["fraction"] or "")
    return f"-{digits}" if any(signs) else digits
