"""The bytes of a file, unpacked when it is gzipped; its content decides, never its name."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile

GZIP_MAGIC = b"\x1f\x8b"
HEAD_BYTES = 65_536


@dataclass(frozen=True)
class Content:
    """A file's bytes. ``name`` is what the publisher calls it, for errors; ``head`` its start."""

    path: Path
    name: str
    is_gzipped: bool
    head: bytes

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the unpacked bytes; raises UnreadableFile when they cannot be read to the end."""
        try:
            if self.is_gzipped:
                with gzip.open(self.path, "rb") as unpacked:
                    yield cast(IO[bytes], unpacked)
            else:
                with self.path.open("rb") as file:
                    yield file
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableFile(
                "The compressed file is damaged or cut off.", place=Place(file=self.name)
            ) from error
        except OSError as error:
            raise UnreadableFile(
                f"The file cannot be read ({type(error).__name__}).", place=Place(file=self.name)
            ) from error


def open_content(path: Path, name: str | None = None) -> Content:
    """Return the content of a file; raises UnreadableFile when it cannot be opened."""
    plain = Content(path, name or path.name, False, b"")
    with plain.open() as file:
        magic = file.read(2)
    packed = Content(path, plain.name, magic == GZIP_MAGIC, b"")
    with packed.open() as file:
        head = file.read(HEAD_BYTES)
    return Content(path, plain.name, packed.is_gzipped, head)
