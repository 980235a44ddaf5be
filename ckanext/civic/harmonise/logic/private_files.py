"""Files that only those who may edit a dataset may have: below the storage, never served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import ckan.plugins.toolkit as tk

from ..errors import HarmoniseError

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_PLACE = "civic_harmonise"
_FILE_NAME = re.compile(r"[^/\\\0]{1,255}")


def folder(kind: str, id: str) -> Path:
    """Return the folder of one thing, such as a run; it may not exist yet.

    Raises HarmoniseError when the portal has no storage.
    """
    storage = tk.config.get("ckan.storage_path")
    if not storage:
        raise HarmoniseError(
            "This portal has no place for files.", advice="Tell its operator: ckan.storage_path."
        )
    assert _ID.fullmatch(id), "ids come from the database"
    return Path(str(storage)) / _PLACE / kind / id


def all_of(kind: str) -> list[Path]:
    """Return the folders of all things of a kind; none when the portal has no storage."""
    storage = tk.config.get("ckan.storage_path")
    return sorted((Path(str(storage)) / _PLACE / kind).glob("*")) if storage else []


def keep(source: Path, kind: str, id: str) -> None:
    """Move the files of a folder to the place of a thing, in place of what was there."""
    target = folder(kind, id)
    forget(kind, id)
    target.mkdir(parents=True, mode=0o700)
    for path in source.iterdir():
        shutil.move(str(path), target / path.name)


def forget(kind: str, id: str) -> None:
    """Remove the files of a thing."""
    shutil.rmtree(folder(kind, id), ignore_errors=True)


def one(kind: str, id: str, name: str) -> Path | None:
    """Return the path of a file of a thing by its name, or None."""
    if not _FILE_NAME.fullmatch(name) or name.startswith("."):
        return None
    path = folder(kind, id) / name
    return path if path.is_file() else None
