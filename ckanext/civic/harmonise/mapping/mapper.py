"""Map source rows to records of the model, or say all that keeps each from becoming one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..readers import Row
from .batch import MappedBatch
from .expressions import Evaluator, compile_expression
from .keys import KeyMaker
from .memory import Failed, failures
from .positions import PointTexts
from .problems import CellProblem
from .redaction import Redactor
from .values import value_validator


@dataclass(frozen=True)
class _Target:
    """A field, how it is filled, and the source columns as a message names them."""

    name: str
    evaluate: Evaluator
    column: str


class BatchMapper:
    """Map batches by a crosswalk, its expressions compiled once for the columns of a file."""

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int]) -> None:
        model = crosswalk.model
        self.keys = KeyMaker(crosswalk.key, columns)
        self._key_columns = ", ".join(crosswalk.key.columns)
        self._targets = [
            _Target(
                name,
                compile_expression(
                    expression,
                    columns,
                    model.lists.get(model.fields[name].code_list or ""),
                    value_validator(model.fields[name]),
                ),
                ", ".join(columns_of(expression)),
            )
            for name, expression in crosswalk.fields.items()
        ]
        self._axes = [
            (compile_expression(p.x, columns, None), compile_expression(p.y, columns, None))
            for p in crosswalk.positions
        ]
        self._required = [name for name, one in model.fields.items() if one.required]
        self._redactor = Redactor(crosswalk, columns) if model.redacted_flag else None
        self._columns_of = {one.name: one.column for one in self._targets}

    def map(self, rows: Sequence[Row]) -> tuple[MappedBatch, dict[int, list[CellProblem]]]:
        """Return the records, and by index in ``rows`` every problem of those that became none."""
        if not rows:
            return MappedBatch([], [], [], {}, []), {}
        numbers = [number for number, _ in rows]
        sources = [cells for _, cells in rows]
        table = list(zip(*sources, strict=True))
        problems: dict[int, list[CellProblem]] = {}
        columns: dict[str, list[str]] = {}
        for target in self._targets:
            values = columns[target.name] = target.evaluate(table)
            for index in failures(values):
                problem = _problem(numbers[index], target.column, values[index])
                problems.setdefault(index, []).append(problem)
        if self._redactor:
            self._redactor.apply(table, columns)
        self._require(numbers, columns, problems)
        keys, local_ids = self.keys.make(table, without=problems)
        for index, local_id in enumerate(local_ids):
            if not local_id and index not in problems:
                one = CellProblem(numbers[index], self._key_columns, "required_missing", "a key")
                problems[index] = [one]
        batch = MappedBatch(numbers, keys, local_ids, columns, sources)
        return batch.without(list(problems)) if problems else batch, problems

    def points(self, batch: MappedBatch) -> list[PointTexts]:
        """Return the positions of a batch as text, in the order of the crosswalk."""
        if not self._axes or not len(batch):
            return []
        table = list(zip(*batch.sources, strict=True))
        return [(x(table), y(table)) for x, y in self._axes]

    def _require(
        self,
        numbers: list[int],
        columns: dict[str, list[str]],
        problems: dict[int, list[CellProblem]],
    ) -> None:
        for name in self._required:
            values = columns.get(name) or [""] * len(numbers)
            if all(values):
                continue
            column = self._columns_of.get(name, name)
            for index, value in enumerate(values):
                known = problems.setdefault(index, []) if not value else []
                if not value and column not in {problem.column for problem in known}:
                    problem = CellProblem(numbers[index], column, "required_missing", "a value")
                    known.append(problem)


def _problem(number: int, column: str, value: str) -> CellProblem:
    assert isinstance(value, Failed)
    found = value.problem
    return CellProblem(number, column, found.check, found.expected, found.shown)
