"""What tells rows apart, and the local part of a thing's address that follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ckanext.civic.core.nquads import path_segment
from ckanext.civic.core.slug import slug

from ..crosswalks import Key

_DIGEST_DIGITS = 8


@dataclass(frozen=True)
class Identity:
    """A row's key as the publisher knows it, and the last segment of its address."""

    key: str
    local_id: str


@dataclass(frozen=True)
class Claim:
    """A ``row`` that claims the address of the row ``first``, by the same key or another."""

    row: int
    first: int
    is_same_key: bool


class KeyMaker:
    """Make the identity of each row and find rows that claim the identity of another.

    A local id is the percent-encoded key, which differs whenever keys differ, or its slug. A line
    of a transaction gets a digest of its ``line`` values as well, and a number when a line occurs
    twice: so it keeps its address when the publisher sorts the file anew or adds lines.
    """

    def __init__(self, key: Key, columns: Mapping[str, int]) -> None:
        self._key = [columns[name] for name in key.columns]
        self._line = [columns[name] for name in key.line]
        self._as_slug = key.form == "slug"
        self._first: dict[str, tuple[int, str]] = {}
        self._repeats: dict[str, int] = {}

    def make(self, cells: Sequence[str]) -> Identity | None:
        """Return the identity of a row; None when a key cell is empty."""
        values = [cells[index].strip() for index in self._key]
        if not all(values):
            return None
        local_id = self._encoded(values)
        if self._line:
            local_id = self._line_id(local_id, cells)
        return Identity(" ".join(values), local_id)

    def text(self, cells: Sequence[str]) -> str:
        """Return a row's key as the publisher knows it, as far as it has one."""
        return " ".join(text for index in self._key if (text := cells[index].strip()))

    def claim(self, identity: Identity, row: int) -> Claim | None:
        """Register the row's identity; return the claim of an earlier row, if there is one."""
        key = identity.key if self._as_slug else ""  # exact local ids are equal for equal keys only
        first, first_key = self._first.setdefault(identity.local_id, (row, key))
        return None if first == row else Claim(row, first, first_key == key)

    def _encoded(self, values: Sequence[str]) -> str:
        if self._as_slug:
            readable = slug(" ".join(values))
            if readable:
                return readable
        if len(values) == 1:
            encoded = path_segment(values[0])
            return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded
        return ",".join(quote(value, safe="-._") for value in values)

    def _line_id(self, local_id: str, cells: Sequence[str]) -> str:
        content = "\x1f".join(cells[index].strip() for index in self._line)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        line = f"{local_id}-{digest[:_DIGEST_DIGITS]}"
        count = self._repeats[line] = self._repeats.get(line, 0) + 1
        return line if count == 1 else f"{line}.{count}"
