"""Files and folders that only their owner can read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def make_private_folder(path: Path) -> Path:
    """Make ``path`` with mode 0700; leave it alone when it exists."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> bool:
    """Write ``text`` to ``path`` with mode 0600 in one step; answer whether anything changed.

    A reader sees the old text or the new one, never a part.
    """
    if path.exists() and path.read_text(encoding="utf-8") == text:
        path.chmod(0o600)
        return False
    make_private_folder(path.parent)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)
    return True


def read_json(path: Path) -> dict[str, Any]:
    """Answer the JSON object in ``path``, or an empty one when there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def write_json(path: Path, value: dict[str, Any]) -> bool:
    """Write ``value`` to ``path`` as :func:`write_private` does."""
    return write_private(path, json.dumps(value, indent=1, sort_keys=True) + "\n")
