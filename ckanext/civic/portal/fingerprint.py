"""Short hashes that tell whether something must be done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_SUITE = Path(__file__).parents[1]
_CODE = {".py", ".yaml", ".yml", ".json", ".html", ".csv", ".ini"}


def of_text(*parts: str) -> str:
    """Answer the SHA-256 of the parts in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def of_code() -> str:
    """Answer what changes when the code that a portal runs changes: versions, files and times."""
    parts = []
    for path in _files(_SUITE.rglob("*")):
        if path.suffix in _CODE:
            status = path.stat()
            parts.append(f"{path.relative_to(_SUITE)} {status.st_mtime_ns} {status.st_size}")
    return of_text(*_versions(), *parts)


def of_migrations(plugins: str) -> str:
    """Answer what changes when ``ckan db upgrade`` may have something to do."""
    migrations = [
        f"{path.relative_to(_SUITE)} {path.read_text(encoding='utf-8')}"
        for path in _files((_SUITE / "migration").rglob("*.py"))
    ]
    return of_text(*_versions(), plugins, *migrations)


def _files(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts)


def _versions() -> list[str]:
    found = []
    for name in ("ckan", "ckanext-civic", "ckanext-dcat"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} none")
    return found
