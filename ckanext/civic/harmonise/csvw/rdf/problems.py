"""Warnings about cells: each kind of wrong value once, with the first row that has it."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import Warn
from .batch import Batch
from .cells import Cell, CellReader

MOST_OF_A_COLUMN = 100  # our choice: a report that nobody can read to its end helps nobody


class Problems:
    """Watches the cells that are read and tells of those that are wrong."""

    def __init__(self, readers: Sequence[CellReader], url: str, warn: Warn) -> None:
        self._url = url
        self._warn = warn
        self._told: dict[int, set[str]] = {}
        self._found: list[tuple[CellReader, str, str]] = []
        for reader in readers:
            if not reader.is_direct or reader.column.required:
                self._watch(reader)

    def _watch(self, reader: CellReader) -> None:
        read, found = reader.read, self._found

        def watched(raw: str) -> Cell:
            cell = read(raw)
            if cell.problems:
                found.extend((reader, raw, message) for message in cell.problems)
            return cell

        reader.read = watched  # type: ignore[method-assign]

    def tell(self, batch: Batch) -> None:
        """Warn of what was found in ``batch``."""
        for reader, raw, message in self._found:
            column = reader.column
            told = self._told.setdefault(column.number, set())
            if message in told or len(told) > MOST_OF_A_COLUMN:
                continue
            told.add(message)
            if len(told) > MOST_OF_A_COLUMN:
                self._warn(f"{self._url}: column {column.name}: further values are not listed")
                continue
            place = 0 if column.index is None else batch.columns[column.index].index(raw)
            row = batch.first + place
            self._warn(f"{self._url}: row {row}, column {column.name}: {message}")
        self._found.clear()
