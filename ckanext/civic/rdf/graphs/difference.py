"""What must change in a graph so that it says something else, in constant memory.

Both versions are sorted on disk, in parts that fit into memory, and then read side by side.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import canonical_lines
from .values import spelt_alike

PART_BYTES = 32 * 1024 * 1024  # of text; as Python objects about twice that
_AS_WRITTEN = b"\x00"  # sorts before all else, and no canonical line has it
_READ_AHEAD_BYTES = 256 * 1024


@dataclass(frozen=True)
class Difference:
    """Lines of N-Triples to delete and to insert, and how many statements the new version has.

    ``is_whole`` is False when there were more than were wanted: then the lists are cut.
    """

    deleted: list[bytes]
    inserted: list[bytes]
    statements: int
    is_whole: bool

    @property
    def changes(self) -> int:
        return len(self.deleted) + len(self.inserted)


def difference(old: Path, new: Path, folder: Path, *, most: int) -> Difference:
    """Compare two files of N-Triples as sets of statements; stop after ``most`` differences.

    Values count, not their spelling, but each line of the answer is as its file has it.
    ``folder`` holds what is sorted meanwhile. Raises SyntaxError or ValueError when one is no
    N-Triples.
    """
    deleted: list[bytes] = []
    inserted: list[bytes] = []
    statements = 0
    with ExitStack() as files:
        each = [
            zip(_sorted(path, folder / f"sorted-{side}", files), itertools.repeat(side))
            for side, path in enumerate((old, new))
        ]
        for _, lines in itertools.groupby(heapq.merge(*each), key=lambda pair: _value(pair[0])):
            found = {side: line for line, side in lines}
            statements += 1 in found
            if len(found) == 1:
                ((side, line),) = found.items()
                (inserted if side else deleted).append(_as_written(line))
                if len(deleted) + len(inserted) > most:
                    return Difference(deleted, inserted, statements, is_whole=False)
    return Difference(deleted, inserted, statements, is_whole=True)


def _sorted(path: Path, folder: Path, files: ExitStack) -> Iterator[bytes]:
    """Yield the canonical lines of a file of N-Triples in order, doubles included."""
    folder.mkdir()
    parts = []
    for number, lines in enumerate(_parts(path)):
        part = folder / str(number)
        part.write_bytes(b"".join(sorted(lines)))
        parts.append(files.enter_context(part.open("rb", buffering=_READ_AHEAD_BYTES)))
    return heapq.merge(*parts)


def _parts(path: Path) -> Iterator[list[bytes]]:
    """Yield the file's canonical lines, about ``PART_BYTES`` at a time."""
    lines: list[bytes] = []
    size = 0
    for block in canonical_lines.blocks(path):
        text = canonical_lines.canonical(block)
        lines += _entries(text.splitlines(keepends=True))
        size += len(text)
        if size >= PART_BYTES:
            yield lines
            lines, size = [], 0
    if lines:
        yield lines


def _entries(lines: list[bytes]) -> Iterator[bytes]:
    """Yield what each line is sorted by, and the line itself where that is another."""
    for alike, line in zip(spelt_alike(lines), lines, strict=True):
        yield line if alike == line else alike[:-1] + _AS_WRITTEN + line


def _value(entry: bytes) -> bytes:
    return entry.partition(_AS_WRITTEN)[0].rstrip(b"\n")


def _as_written(entry: bytes) -> bytes:
    return entry.partition(_AS_WRITTEN)[2] or entry


def update_of(graph: str, change: Difference) -> Iterable[bytes]:
    """Yield the SPARQL 1.1 Update that makes ``change`` in ``graph``, in one request.

    Source: SPARQL 1.1 Update, 3.1.1 and 3.1.2; 2.2: a request should be atomic.
    """
    named = f"{{ GRAPH <{graph}> {{\n".encode()
    for word, lines in ((b"DELETE DATA ", change.deleted), (b"INSERT DATA ", change.inserted)):
        if lines:
            yield word + named
            yield from lines
            yield b"} } ;\n"
