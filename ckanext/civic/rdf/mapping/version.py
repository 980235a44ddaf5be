"""Which mapping this is: two programs with the same version describe a dataset alike."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# everything that a description is made with; the folders are read whole
_SOURCES = ("mapping", "code_lists", "graphs")
_NOT_READ = (".pyc", ".md")
_LIST_MAKER = "make.py"  # makes the lists from their sources; what counts is the lists


@cache
def mapping_version() -> str:
    """Return the SHA-256 of the mapping's own files, so that no change of it is forgotten."""
    return sources_version(*_SOURCES)


@cache
def sources_version(*folders: str) -> str:
    """Return the SHA-256 of the files in ``folders`` of the plugin that the program reads."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((_PACKAGE / folder).rglob("*")):
            if path.is_file() and path.suffix not in _NOT_READ and path.name != _LIST_MAKER:
                digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
                digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()
