"""A file as a request body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ckanext.civic.core.http import CHUNK_BYTES


class GraphFile:
    """A file as a body that can be sent again: each iteration starts at its beginning.

    ``sent`` is told how many bytes have gone, each time that some went.
    """

    def __init__(self, path: Path, *, sent: Callable[[int], object] | None = None) -> None:
        self._path = path
        self._sent = sent

    def __len__(self) -> int:
        return self._path.stat().st_size

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        with self._path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
                size += len(chunk)
                if self._sent:
                    self._sent(size)
