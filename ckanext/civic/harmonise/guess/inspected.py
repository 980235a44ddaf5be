"""A file's sample, seen column by column."""

from __future__ import annotations

from .data_files import number
from .known_names import Knowledge
from .personal import looks_personal
from .positions import find_positions
from .profile import profile_columns
from .result import Candidate, ColumnGuess, Guess
from .sample import Sample


class InspectedFile:
    """A sample with its columns' profiles, headings and positions."""

    def __init__(self, sample: Sample, knowledge: Knowledge) -> None:
        self.sample, self.knowledge = sample, knowledge
        self.columns = profile_columns(sample.header, sample.rows)
        self.headings = [knowledge.reader.read(one) for one in sample.header]
        self.positions, notes = find_positions(self.columns, self.headings, sample.rows)
        self.notes = list(notes)
        if sample.stopped:
            self.notes.append(f"Reading stopped: {sample.stopped}")

    def is_personal(self, index: int) -> bool:
        return looks_personal(self.columns[index], self.headings[index], self.knowledge.reader)

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
