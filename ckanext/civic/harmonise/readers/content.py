"""The bytes of a file, out of its gzip or zip packing; its content decides, never its name."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .archive import choose_member, is_workbook, open_archive
from .limits import MAX_WORKBOOK_BYTES, Bounded

GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
HEAD_BYTES = 65_536
_CHUNK_BYTES = 1 << 20
_TAR_MARK = slice(257, 262)


@dataclass(frozen=True)
class Content:
    """A file's bytes. ``name`` is what the publisher calls it, for errors; ``head`` its start.

    ``packing`` is ``none``, ``gzip`` or ``zip``; ``member`` the name of the file in a zip archive.
    """

    path: Path
    name: str
    packing: str = "none"
    member: str = ""
    head: bytes = b""

    @property
    def is_packed_zip(self) -> bool:
        """Tell whether the bytes themselves are a zip container, as those of a workbook."""
        return self.head.startswith(ZIP_MAGIC)

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the unpacked bytes; raises UnreadableFile when they cannot be read to the end."""
        try:
            with self._opened() as file:
                yield file
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise UnreadableFile(
                "The compressed file is damaged or cut off.", place=Place(file=self.name)
            ) from error
        except OSError as error:
            raise UnreadableFile(
                f"The file cannot be read ({type(error).__name__}).", place=Place(file=self.name)
            ) from error

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        if self.packing == "none":
            with self.path.open("rb") as file:
                yield file
        elif self.packing == "gzip":
            with gzip.open(self.path, "rb") as unpacked:
                yield self._bounded(cast(io.BufferedIOBase, unpacked), self.path.stat().st_size)
        else:
            with open_archive(self.path, self.name) as archive, archive.open(self.member) as one:
                packed = archive.getinfo(self.member).compress_size
                yield self._bounded(cast(io.BufferedIOBase, one), packed)

    def _bounded(self, unpacked: io.BufferedIOBase, packed_bytes: int) -> IO[bytes]:
        return io.BufferedReader(Bounded(unpacked, packed_bytes, self.name), HEAD_BYTES)


def open_content(path: Path, name: str | None = None, member: str = "") -> Content:
    """Return the content of a file, or of the declared or only table in its zip archive.

    Raises UnreadableFile when it cannot be opened or is an archive in an archive, UnusableTable
    when an archive leaves open which of its files is meant.
    """
    content = _with_head(Content(path, name or path.name))
    if content.head.startswith(GZIP_MAGIC):
        content = _with_head(Content(path, content.name, "gzip"))
        _refuse_nested(content)
    elif content.is_packed_zip and zipfile.is_zipfile(path):
        with content.open(), open_archive(path, content.name) as archive:
            if not is_workbook(archive.namelist()):
                chosen = choose_member(archive, member, content.name)
                content = Content(path, content.name, "zip", chosen)
        if content.packing == "zip":
            content = _with_head(content)
            _refuse_nested(content)
    return content


def _with_head(content: Content) -> Content:
    with content.open() as file:
        head = file.read(HEAD_BYTES)
    return Content(content.path, content.name, content.packing, content.member, head)


def _refuse_nested(content: Content) -> None:
    is_archive = content.head.startswith(GZIP_MAGIC) or content.head[_TAR_MARK] == b"ustar"
    if content.is_packed_zip:
        with content.open() as file:
            is_archive = not is_workbook(_member_names(file))
    if is_archive:
        raise UnreadableFile(
            "The archive holds another archive.",
            place=Place(file=content.name),
            advice="Publish the table itself, or pack it once.",
        )


def _member_names(file: IO[bytes]) -> list[str]:
    """Return the names in a zip container that cannot be searched, from its local headers."""
    packed = file.read(MAX_WORKBOOK_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return archive.namelist()
    except zipfile.BadZipFile:
        return []


def holds_bytes(content: Content, sequences: Sequence[bytes]) -> bool:
    """Tell whether any of the byte sequences stands somewhere in the content."""
    overlap = max(map(len, sequences)) - 1
    with content.open() as file:
        before = b""
        while chunk := file.read(_CHUNK_BYTES):
            text = before + chunk
            if any(one in text for one in sequences):
                return True
            before = text[-overlap:]
    return False
