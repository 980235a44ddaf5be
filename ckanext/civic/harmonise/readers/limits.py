"""How much of a file is unpacked at most, so that a small file cannot become endless work.

Source: our choice (docs/adr/0008-readers-are-bounded.md). Deflate packs at most 1,032 to 1; tables
that councils publish pack 5 to 60 to 1.
"""

from __future__ import annotations

import io

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile

MIB = 1 << 20
MAX_UNPACKED_BYTES = 8 << 30
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 64 * MIB
MAX_ARCHIVE_MEMBERS = 10_000
MAX_LINE_CHARACTERS = 16 * MIB
MAX_CELL_CHARACTERS = MIB
MAX_COLUMNS = 16_384
MAX_WORKBOOK_BYTES = 1 << 30  # all parts of an XLSX or ODS file, unpacked
MAX_SHARED_TEXT_BYTES = 256 * MIB
MAX_OLD_WORKBOOK_BYTES = 256 * MIB
MAX_SHEET_CELLS = 25_000_000  # rows times columns; some 32 bytes each while a sheet is read
MAX_RECORD_BYTES = 64 * MIB
MAX_RECORD_ELEMENTS = 100_000


class Bounded(io.RawIOBase):
    """A stream of unpacked bytes that ends in an error when there are too many of them."""

    def __init__(self, unpacked: io.BufferedIOBase, packed_bytes: int, name: str) -> None:
        self._unpacked, self._name = unpacked, name
        self._allowed = min(
            MAX_UNPACKED_BYTES, max(RATIO_COUNTS_FROM_BYTES, packed_bytes * MAX_RATIO)
        )
        self._read = 0

    def readable(self) -> bool:
        """Return True: the stream can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; raises UnreadableFile beyond the limit."""
        chunk = self._unpacked.read(len(buffer))
        self._read += len(chunk)
        if self._read > self._allowed:
            raise too_large(
                self._name, f"The compressed file unpacks to more than {sized(self._allowed)}."
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)


def too_large(name: str, message: str) -> UnreadableFile:
    """Return the error for a file beyond a limit."""
    return UnreadableFile(
        message,
        place=Place(file=name),
        advice="Publish the table itself as CSV, or divide it into several files.",
    )


def sized(size_bytes: int) -> str:
    """Return a size for people, as ``64 MiB``."""
    return f"{size_bytes / MIB:,.0f} MiB"
