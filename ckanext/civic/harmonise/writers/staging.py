"""All or nothing: files are made in a hidden folder and moved into place together."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


class Staging:
    """A folder for unfinished files beside the place where they will appear."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder = folder
        self._out = out

    def publish(self, names: Sequence[str], stale: Sequence[str] = ()) -> None:
        """Move finished files into place and remove stale ones; undo all when a move fails."""
        before = self.folder / "before"
        before.mkdir()
        moved: list[str] = []
        try:
            for name in (*names, *stale):
                if (self._out / name).exists():
                    (self._out / name).replace(before / name)
            for name in names:
                (self.folder / name).replace(self._out / name)
                moved.append(name)
        except OSError:
            for name in moved:
                (self._out / name).unlink(missing_ok=True)
            for old in before.iterdir():
                old.replace(self._out / old.name)
            raise


@contextmanager
def staging(out: Path) -> Iterator[Staging]:
    """Give a staging folder inside ``out`` and take it away at the end.

    ``out`` and the folders above it are made when absent; those that were made and are still
    empty at the end, because nothing was published, go too.
    """
    made = [one for one in (out, *out.parents) if not one.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".harmonise-", dir=out))
        try:
            yield Staging(folder, out)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        with suppress(OSError):  # a folder with something in it stays
            for one in made:
                one.rmdir()
