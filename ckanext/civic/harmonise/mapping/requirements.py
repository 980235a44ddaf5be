"""Values that a record must have, always or when other fields say so."""

from __future__ import annotations

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..models import Field
from ..models.model import ABSENT, PRESENT
from .expressions import SEPARATOR
from .problems import CellProblem


class Requirements:
    """The required fields of a model, and the columns that a crosswalk fills them from."""

    def __init__(self, crosswalk: Crosswalk) -> None:
        located = set(crosswalk.model.position.values()) if crosswalk.positions else set()
        fields = crosswalk.model.fields.values()
        self._always = [one.name for one in fields if one.required and one.name not in located]
        self._sometimes = [one for one in fields if one.required_when]
        self._titles = {one.name: one.title or one.name for one in fields}
        self._columns = {
            name: ", ".join(columns_of(one)) or self._titles.get(name, name)
            for name, one in crosswalk.fields.items()
        }

    def check(
        self,
        numbers: list[int],
        columns: dict[str, list[str]],
        problems: dict[int, list[CellProblem]],
    ) -> None:
        """Add a problem for each empty value that must not be empty."""
        for name in self._always:
            values = columns.get(name) or [""] * len(numbers)
            if not all(values):
                every = [index for index, value in enumerate(values) if not value]
                self._add(name, "a value", every, numbers, problems)
        for field in self._sometimes:
            values = columns.get(field.name) or [""] * len(numbers)
            wanted = [
                index
                for index, value in enumerate(values)
                if not value and _holds(field, columns, index)
            ]
            expected = f"a value, because {self._reason(field)}"
            self._add(field.name, expected, wanted, numbers, problems)

    def _add(
        self,
        name: str,
        expected: str,
        indexes: list[int],
        numbers: list[int],
        problems: dict[int, list[CellProblem]],
    ) -> None:
        column = self._named(name)
        for index in indexes:
            known = problems.setdefault(index, [])
            if column not in {problem.column for problem in known}:
                problem = CellProblem(numbers[index], column, "required_missing", expected)
                known.append(problem)

    def _named(self, name: str) -> str:
        """Return the publisher's columns of a field, or else the field's title."""
        return self._columns.get(name) or self._titles.get(name, name)

    def _reason(self, field: Field) -> str:
        def said(other: str, wanted: tuple[str, ...]) -> str:
            other = self._named(other)
            if PRESENT in wanted:
                return f"{other} is given"
            return f"{other} is {' or '.join(wanted)}" if any(wanted) else f"{other} is not given"

        return " and ".join(said(other, wanted) for other, wanted in field.required_when.items())


def _holds(field: Field, columns: dict[str, list[str]], index: int) -> bool:
    for other, wanted in field.required_when.items():
        value = columns[other][index] if other in columns else ""
        found = {PRESENT, *value.split(SEPARATOR)} if value else {ABSENT}
        if not found.intersection(wanted):
            return False
    return True
