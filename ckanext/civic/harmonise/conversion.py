"""Rows of described tables to one file of N-Quads, in this process or in one of its own."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from .csvw import Converter
from .csvw.csv2rdf import BATCH_ROWS
from .garbage import seldom_collected

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


class Conversion:
    """The CSVW engine for each table of a result, in minimal mode, in the graph ``graph``.

    Addresses in the descriptions are absolute, so that it does not matter what ``base`` is. Quads
    are counted in the bytes that are written, and so are the things of the class ``class_iri``.
    """

    def __init__(self, path: Path, base: str, graph: str, class_iri: str) -> None:
        self._base, self._graph = base, graph
        self._is_thing = f"#type> <{class_iri}> ".encode()
        self._file = path.open("ab")
        self._converters: dict[str, Converter] = {}
        self._quads = self._things = 0

    def describe(self, kind: str, description: Mapping[str, Any]) -> None:
        """Take the CSVW description of a table."""
        metadata = {"@context": CONTEXT, **description}
        self._converters[kind] = Converter.compile(
            metadata, self._base + description["url"], self._base, minimal=True, graph=self._graph
        )

    def write(self, kind: str, columns: Sequence[Sequence[str]], first_row: int) -> None:
        """Convert rows by column; a line break in a value is escaped, so each line is a quad."""
        convert = self._converters[kind].convert_columns
        for start in range(0, len(columns[0]), BATCH_ROWS):
            part = [column[start : start + BATCH_ROWS] for column in columns]
            text = convert(part, first_row + start).encode()
            self._quads += text.count(b"\n")
            self._things += text.count(self._is_thing)
            self._file.write(text)

    def close(self) -> tuple[int, int]:
        """Close the file; return how many quads and things were written."""
        self._file.close()
        return self._quads, self._things


def main(path: str, base: str, graph: str, class_iri: str) -> None:
    """Do what the messages on standard input say; print how many quads and things there are."""
    conversion = Conversion(Path(path), base, graph, class_iri)
    for message in messages(sys.stdin.buffer):
        match message:
            case ("table", str(kind), dict(description)):
                conversion.describe(kind, description)
            case ("rows", str(kind), list(columns), int(first_row)):
                conversion.write(kind, columns, first_row)
            case ("end",):
                print(*conversion.close())
            case _:
                raise ValueError(f"no such message: {message[:2]!r}")


def packed(message: tuple[Any, ...]) -> bytes:
    """Return a message as bytes, its length in front.

    Whole messages are quicker than `marshal.load`, which reads a file string by string.
    """
    body = marshal.dumps(message)
    return len(body).to_bytes(8, "little") + body


def messages(file: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    """Yield the messages of a stream."""
    while size := file.read(8):
        yield marshal.loads(file.read(int.from_bytes(size, "little")))


if __name__ == "__main__":
    with seldom_collected():
        main(*sys.argv[1:])
