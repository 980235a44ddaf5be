"""Quads as a file of N-Quads, written as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ckanext.civic.core.nquads import Quad, lines


class QuadsWriter:
    """Write quads and count them."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.count = 0

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[QuadsWriter]:
        """Create the file."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield cls(file)

    def write(self, quads: Iterable[Quad]) -> None:
        """Write quads in the order given."""
        written = list(lines(quads))
        self.count += len(written)
        self._file.writelines(written)
