"""Random passwords and keys, made once per installation and kept in one private file."""

from __future__ import annotations

import json
import secrets
import threading
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place
from ckanext.civic.portal.private_files import write_json


class Credentials:
    """Answer the secret of a name; make it when it is first asked for.

    ``path`` holds a JSON object name -> secret, mode 0600. A file that cannot be read is an
    error: new secrets would lock the installation out of its own databases.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()

    def get(self, name: str) -> str:
        """Answer the secret ``name``: 32 random bytes as URL-safe text, so it needs no quoting."""
        with self._guard:
            known = self._read()
            if name not in known:
                known[name] = secrets.token_urlsafe(32)
                write_json(self.path, known)
            return known[name]

    def find(self, name: str) -> str | None:
        """Answer the secret ``name``, or None when there is none yet."""
        with self._guard:
            return self._read().get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a secret that somebody else made, such as an API token."""
        with self._guard:
            known = self._read()
            known[name] = value
            write_json(self.path, known)

    def forget(self, name: str) -> None:
        """Drop the secret ``name``."""
        with self._guard:
            known = self._read()
            if known.pop(name, None) is not None:
                write_json(self.path, known)

    def _read(self) -> dict[str, str]:
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise CivicError(
                "the file of passwords cannot be read.",
                place=Place(file=str(self.path)),
                advice="Restore it from a copy, or remove the whole folder to start anew.",
            ) from error
