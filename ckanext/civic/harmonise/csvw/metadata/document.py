"""One metadata document while it is read: where it is, its base and language, its warnings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import InvalidMetadata, Warn, problem
from ..urls import resolve

Fetch = Callable[[str], "tuple[Any, str]"]


@dataclass(frozen=True)
class Document:
    """Where values of a document are read from.

    ``base`` is the base URL of its links, ``language`` the default language of its texts (None
    for none), ``fetch`` answers the JSON at a URL and its final address.
    """

    name: str
    base: str
    warn: Warn
    fetch: Fetch
    language: str | None = None
    path: tuple[str, ...] = field(default=())

    def at(self, *keys: object) -> Document:
        """Return the same document, one or more keys deeper."""
        return replace(self, path=self.path + tuple(map(str, keys)))

    def say(self, message: str) -> None:
        """Warn about the key where we are."""
        self.warn(f"{self.name}: {self._key()}{message}")

    def fail(self, message: str, advice: str = "") -> InvalidMetadata:
        """Return the error about the key where we are, to be raised."""
        error = problem(InvalidMetadata, self.name, f"{self._key()}{message}", advice)
        assert isinstance(error, InvalidMetadata)
        return error

    def link(self, reference: str) -> str:
        """Return a link of the document as an absolute URL."""
        return resolve(self.base, reference)

    def _key(self) -> str:
        return f"key {'.'.join(self.path)}: " if self.path else ""


def shown(value: object) -> str:
    """Return a value for a message, not too long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
