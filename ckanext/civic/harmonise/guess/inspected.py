"""A file's sample, seen column by column."""

from __future__ import annotations

from .data_files import number
from .headings import without_prefix
from .known_names import Knowledge
from .personal import has_firm_beside, has_titled_names, looks_personal
from .positions import find_positions
from .profile import profile_columns
from .result import Candidate, ColumnGuess, Guess
from .sample import Sample


class InspectedFile:
    """A sample with its columns' profiles, headings and positions."""

    def __init__(self, sample: Sample, knowledge: Knowledge) -> None:
        self.sample, self.knowledge = sample, knowledge
        self.columns = profile_columns(sample.header, sample.rows)
        self.headings = [knowledge.reader.read(one) for one in without_prefix(sample.header)]
        self.positions, notes = find_positions(self.columns, self.headings, sample.rows)
        self.notes = list(notes)
        self._personal: dict[int, bool] = {}
        if sample.stopped:
            self.notes.append(f"Reading stopped: {sample.stopped}")

    def is_personal(self, index: int) -> bool:
        """Say whether a column looks as if it told of persons."""
        if index not in self._personal:
            self._personal[index] = looks_personal(
                self.columns[index], self.headings[index], self.knowledge.reader
            ) or self.names_people(index)
        return self._personal[index]

    def names_people(self, index: int) -> bool:
        """Say whether the cells are names of people, or a firm's name stands in another column."""
        column, heading = self.columns[index], self.headings[index]
        if has_titled_names(column):
            return True
        return has_firm_beside(heading, self.headings)

    def without_model(self, confidence: float, candidates: tuple[Candidate, ...]) -> Guess:
        """Return the guess that names no model."""
        columns = tuple(
            ColumnGuess(
                one.name,
                None,
                0.0,
                "No model was chosen.",
                is_personal=self.is_personal(one.index),
                samples=() if self.is_personal(one.index) else one.examples(),
            )
            for one in self.columns
        )
        return Guess(
            None,
            confidence,
            number("threshold"),
            candidates,
            columns,
            notes=tuple(self.notes),
            file=self.sample.name,
            rows=len(self.sample.rows),
        )
