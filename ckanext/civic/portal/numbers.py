"""Small numbers that are given out once, such as the databases of a Redis server."""

from __future__ import annotations

from pathlib import Path

from ckanext.civic.portal.private_files import read_json, write_json


class Numbers:
    """Give every name its own number, counted from 1; ``path`` holds name -> number."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def choose(self, name: str) -> int:
        """Answer the number of ``name``, the first time the smallest that nobody has."""
        known = read_json(self.path)
        if name not in known:
            known[name] = min(set(range(1, len(known) + 2)) - set(known.values()))
            write_json(self.path, known)
        return known[name]
