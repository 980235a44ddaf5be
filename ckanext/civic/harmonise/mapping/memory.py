"""Conversions that remember: councils repeat the same few values in a column."""

from __future__ import annotations

from collections.abc import Callable

from .problems import ValueProblem

_VALUES = 20_000  # distinct values of a column that are remembered


class Failed(str):
    """Stands in a column for a value that could not be read; ``problem`` says why.

    It counts as present, so that a cell with a problem is not called empty as well.
    """

    problem: ValueProblem

    @classmethod
    def of(cls, problem: ValueProblem) -> Failed:
        """Return the mark of a problem."""
        mark = cls("(unreadable)")
        mark.problem = problem.with_traceback(None)
        return mark


class Remembered(dict[str, str]):
    """Converted text by cell, converted when first asked for; empty text for "no value"."""

    def __init__(self, convert: Callable[[str], str | None]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: str) -> str:
        try:
            found = self._convert(cell) or ""
        except ValueProblem as problem:
            found = Failed.of(problem)
        if len(self) < _VALUES:
            self[cell] = found
        return found


def failures(column: list[str]) -> list[int]:
    """Return the indexes of the values that could not be read."""
    if Failed not in set(map(type, column)):
        return []
    return [index for index, value in enumerate(column) if type(value) is Failed]
