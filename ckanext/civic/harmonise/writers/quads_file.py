"""Quads as a file of N-Quads, written as they come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_CHUNK_BYTES = 1 << 22


class QuadsWriter:
    """Write lines of N-Quads and count them."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.count = 0

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[QuadsWriter]:
        """Create the file."""
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield cls(file)

    def write(self, text: str) -> None:
        """Write whole lines; a line break in a value is escaped, so that a line is a quad."""
        self.count += text.count("\n")
        self._file.write(text)


def count_things(path: Path, class_iri: str) -> int:
    """Return how many things of the class an N-Quads file says there are."""
    mark = f"#type> <{class_iri}> ".encode()
    count, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            text = rest + chunk
            count += text.count(mark)
            rest = text[len(text) - len(mark) + 1 :] if len(mark) > 1 else b""
    return count
