"""The linked data of a result: what the CSVW engine makes of the rows of its tables.

A small result is converted as it is written. From some ten thousand rows on, a second process does
it at the same time (``python -m ckanext.civic.harmonise.conversion``): both kinds of work
take about as long, and each has a processor to itself.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ..conversion import Conversion, packed
from ..errors import HarmoniseError
from ..mapping.names import Names

# Our choice: starting a process takes as long as converting 5,000 rows
_ROWS_TO_HAND_OVER = 20_000

Columns = Sequence[Sequence[str]]


class LinkedData:
    """Convert the rows of described tables into one file of N-Quads, and count them.

    ``class_iri`` is the class of the things. ``is_large`` says beforehand that there will be many
    rows.
    """

    def __init__(self, path: Path, names: Names, class_iri: str, *, is_large: bool = False) -> None:
        self._place = (f"{names.uri_base}/", names.graph, class_iri)
        self._path = path
        self._conversion = Conversion(path, *self._place)
        self._descriptions: dict[str, Mapping[str, Any]] = {}
        has_processors = (os.cpu_count() or 1) > 1 and bool(_python())
        self._rows_left = (0 if is_large else _ROWS_TO_HAND_OVER) if has_processors else None
        self._process: subprocess.Popen[bytes] | None = None
        self._quads = self._things = 0

    def describe(self, kind: str, description: Mapping[str, Any]) -> None:
        """Take the CSVW description of a table."""
        self._descriptions[kind] = description
        if self._process:
            self._send(("table", kind, description))
        else:
            self._conversion.describe(kind, description)

    def write(self, kind: str, columns: Columns, first_row: int) -> None:
        """Convert rows of a table by column; the first row has the number ``first_row``."""
        if self._rows_left is not None and self._rows_left <= 0 and not self._process:
            self._hand_over()
        if self._process:
            self._send(("rows", kind, list(columns), first_row))
            return
        self._conversion.write(kind, columns, first_row)
        if self._rows_left is not None:
            self._rows_left -= len(columns[0])

    def close(self) -> tuple[int, int]:
        """Finish the file; return how many quads and how many things of the class it has.

        Raises HarmoniseError when the other process broke off.
        """
        if not self._process:
            return self._conversion.close()
        process, self._process = self._process, None
        try:
            answer, _ = process.communicate(packed(("end",)))
        except OSError:
            _end(process)
            raise _broken_off() from None
        if process.returncode or not answer:
            raise _broken_off()
        quads, things = map(int, answer.split())
        return self._quads + quads, self._things + things

    def abandon(self) -> None:
        """Stop at once; the file is not whole."""
        self._conversion.close()
        if self._process:
            _end(self._process)
            self._process = None

    def _hand_over(self) -> None:
        self._quads, self._things = self._conversion.close()
        self._process = subprocess.Popen(
            [_python(), "-m", Conversion.__module__, str(self._path), *self._place],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for kind, description in self._descriptions.items():
            self._send(("table", kind, description))

    def _send(self, message: tuple[Any, ...]) -> None:
        pipe: IO[bytes] | None = self._process.stdin if self._process else None
        assert pipe
        try:
            pipe.write(packed(message))
            pipe.flush()
        except BrokenPipeError:
            raise _broken_off() from None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what could not be sent any more
            if pipe:
                pipe.close()
    process.wait()


def _python() -> str:
    """Return the interpreter, or an empty text where a server runs Python inside itself."""
    name = Path(sys.executable or "").name
    return sys.executable if name.startswith("python") else ""


def _broken_off() -> HarmoniseError:
    return HarmoniseError(
        "The conversion to linked data broke off.",
        advice="Run it again; if it happens again, the machine may lack memory or disk space.",
    )
