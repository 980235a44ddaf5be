"""The folder in which whole dumps are kept, for one host.

A file's name says which catalogue it is (``catalog-{version}.nq.gz``), so that a file is either the
wanted one or not there; it appears when it is whole. One builder a format works at a time, on this
host; what a dead one left is removed by the next.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

_PART = ".part"
_ASKED = ".asked"
ASKED_FOR_S = 7 * 24 * 3600  # a format that nobody asked for this long is not made beforehand


class DumpFolder:
    """Files of dumps by format (``nq.gz``) and version (hexadecimal digits)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, ending: str, version: str) -> Path | None:
        """Return the whole file of that version, if it is there."""
        path = self.file(ending, version)
        return path if path.is_file() else None

    @contextlib.contextmanager
    def building(self, ending: str) -> Iterator[bool]:
        """Be the one that builds this format; yields False when somebody else is."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o750)
        with (self.path / f"catalog.{ending}.lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True  # the lock goes with the open file, also when the process is killed

    def remove_old(self, ending: str, version: str) -> None:
        """Remove every version of a format but this one."""
        kept = self.file(ending, version)
        for path in self.path.glob(f"catalog-*.{ending}"):
            # catalog-*.nq does not match a file of nq.gz, but be sure of it
            if path != kept and path.name.partition(".")[2] == ending:
                path.unlink(missing_ok=True)

    def note_asked(self, ending: str) -> None:
        """Note that somebody asked for this format, so that it is made beforehand from now on."""
        with contextlib.suppress(OSError):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o750)
            marker = self.path / f"catalog.{ending}{_ASKED}"
            if not marker.exists() or time.time() - marker.stat().st_mtime > 3600:
                marker.touch()

    def asked(self) -> set[str]:
        """Return the formats that somebody asked for lately."""
        since = time.time() - ASKED_FOR_S
        return {
            path.name.removeprefix("catalog.").removesuffix(_ASKED)
            for path in self.path.glob(f"catalog.*{_ASKED}")
            if path.stat().st_mtime >= since
        }

    def clear(self, versions: Iterable[str]) -> None:
        """Remove every file that is of none of the ``versions``, and parts nobody works on."""
        kept = set(versions)
        for path in self.path.glob("catalog-*.*"):
            if path.name.removeprefix("catalog-").partition(".")[0] not in kept:
                path.unlink(missing_ok=True)
        for path in self.path.glob(f"catalog.*{_PART}"):
            ending = path.name.removeprefix("catalog.").removesuffix(_PART)
            with self.building(ending) as is_mine:
                if is_mine:
                    path.unlink(missing_ok=True)

    def part(self, ending: str) -> Path:
        """Return where the builder writes a file of this format."""
        return self.path / f"catalog.{ending}{_PART}"

    def file(self, ending: str, version: str) -> Path:
        """Return where the whole file of that version is, or would be."""
        return self.path / f"catalog-{version[:32]}.{ending}"


class Copy:
    """What the builder writes: a file that appears when it is whole, or not at all.

    A fault of the disk ends the copy, and is kept in ``fault``; nothing is raised.
    """

    def __init__(self, folder: DumpFolder, ending: str) -> None:
        self._folder, self._ending = folder, ending
        self._file: IO[bytes] | None = None
        self.fault: str | None = None
        with self._faults():
            self._file = folder.part(ending).open("wb")

    def write(self, chunk: bytes) -> None:
        """Add bytes."""
        with self._faults():
            if self._file and not self.fault:
                self._file.write(chunk)

    def keep(self, version: str) -> None:
        """Let what was written appear as that version, on the disk; remove the ones before it."""
        with self._faults():
            if self._file and not self.fault:
                self._file.flush()
                os.fsync(self._file.fileno())
                part = self._folder.part(self._ending)
                part.replace(self._folder.file(self._ending, version))
                self._folder.remove_old(self._ending, version)

    def close(self) -> None:
        """Close, and remove what was not kept."""
        with self._faults():
            if self._file:
                self._file.close()
        with self._faults():
            self._folder.part(self._ending).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.fault = error.strerror or type(error).__name__
