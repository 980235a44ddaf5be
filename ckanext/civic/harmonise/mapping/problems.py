"""What can be wrong with one value or one row; held as data, never logged."""

from __future__ import annotations

from dataclasses import dataclass


class ValueProblem(Exception):
    """A value that a step cannot accept.

    ``check`` is the id of the check that reports it. ``expected`` says what form was expected.
    ``shown`` is the value itself where it may be shown: codes only, never free text.
    """

    def __init__(self, expected: str, *, check: str = "invalid_values", shown: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.check = check
        self.shown = shown


def other_digits(text: str) -> str:
    """Return what to say of digits of other scripts (``１２``); empty when there are none."""
    has_others = any(one.isdigit() and not one.isascii() for one in text)
    return " in the digits 0 to 9" if has_others else ""


@dataclass(frozen=True)
class CellProblem:
    """A `ValueProblem` with its place: data row (from 1) and the source columns' names."""

    row: int
    column: str
    check: str
    expected: str
    shown: str = ""
