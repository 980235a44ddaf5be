"""Map source rows to records of the model, or say all that keeps each from becoming one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..crosswalks import Crosswalk
from ..readers import Row
from .batch import MappedBatch, addresses_of
from .codes import OWN, OwnConcepts, own_slug
from .expressions import SEPARATOR, compile_expression
from .keys import KeyMaker
from .memory import Failed, Remembered, failures
from .names import Names
from .positions import PointTexts
from .problems import CellProblem
from .redaction import Redactor
from .requirements import Requirements
from .targets import Target, targets_of

Problems = dict[int, list[CellProblem]]


class BatchMapper:
    """Map batches by a crosswalk, its expressions compiled once for the columns of a file.

    ``own_concepts`` counts, by field with an open list, what has no shared code.
    """

    def __init__(self, crosswalk: Crosswalk, columns: Mapping[str, int], names: Names) -> None:
        model = crosswalk.model
        self.keys = KeyMaker(crosswalk.key, columns)
        self.targets: list[Target] = targets_of(crosswalk, columns)
        self.own_concepts = {
            one.name: OwnConcepts(names.own_scheme(model.id, one.code_list.id))
            for one in self.targets
            if one.code_list and one.code_list.is_open
        }
        self._key_columns = crosswalk.key.names
        self._code_bases = {
            one.name: model.list_iri(one.code_list.id, names.vocabulary_base)
            for one in self.targets
            if one.code_list
        }
        self._axes = [
            (compile_expression(p.x, columns, None), compile_expression(p.y, columns, None))
            for p in crosswalk.positions
        ]
        self._requirements = Requirements(crosswalk)
        self._redactor = Redactor(crosswalk, columns) if model.redacted_flag else None
        self._own = {name: self._own_converters(name) for name in self.own_concepts}

    def map(self, rows: Sequence[Row]) -> tuple[MappedBatch, Problems]:
        """Return the records, and by index in ``rows`` every problem of those that became none."""
        if not rows:
            return MappedBatch([], [], [], {}, []), {}
        numbers = [number for number, _ in rows]
        batch = MappedBatch(numbers, [], [], {}, [cells for _, cells in rows])
        table, columns = batch.table, batch.columns
        problems: Problems = {}
        for target in self.targets:
            values = columns[target.name] = target.evaluate(table)
            for index in failures(values):
                problem = _problem(numbers[index], target.column, values[index])
                problems.setdefault(index, []).append(problem)
        if self._redactor:
            self._redactor.apply(table, columns)
        self._requirements.check(numbers, columns, problems)
        batch.keys, batch.local_ids = self.keys.make(table, columns, without=problems)
        for index, local_id in enumerate(batch.local_ids):
            if not local_id and index not in problems:
                one = CellProblem(numbers[index], self._key_columns, "required_missing", "a key")
                problems[index] = [one]
        if problems:
            batch = batch.without(list(problems))
        self._name_own_concepts(batch)
        return batch, problems

    def points(self, batch: MappedBatch) -> list[PointTexts]:
        """Return the positions of a batch as text, in the order of the crosswalk."""
        if not self._axes or not len(batch):
            return []
        return [(x(batch.table), y(batch.table)) for x, y in self._axes]

    def _name_own_concepts(self, batch: MappedBatch) -> None:
        """Give fields with an open list short values, and their addresses beside them."""
        for name, (shorten, address) in self._own.items():
            values = batch.columns[name]
            self.own_concepts[name].count(values)
            batch.columns[addresses_of(name)] = list(map(address.__getitem__, values))
            batch.columns[name] = list(map(shorten.__getitem__, values))

    def _own_converters(self, name: str) -> tuple[Remembered, Remembered]:
        base, own = self._code_bases[name], self.own_concepts[name]

        def short(value: str) -> str:
            return own_slug(value.removeprefix(OWN)) if value.startswith(OWN) else value

        def address(value: str) -> str:
            text = value.removeprefix(OWN)
            return own.address(text) if value.startswith(OWN) else f"{base}/{value}"

        return (
            Remembered(
                lambda cell: SEPARATOR.join(map(short, filter(None, cell.split(SEPARATOR))))
            ),
            Remembered(
                lambda cell: SEPARATOR.join(map(address, filter(None, cell.split(SEPARATOR))))
            ),
        )


def _problem(number: int, column: str, value: str) -> CellProblem:
    assert isinstance(value, Failed)
    found = value.problem
    return CellProblem(number, column, found.check, found.expected, found.shown)
