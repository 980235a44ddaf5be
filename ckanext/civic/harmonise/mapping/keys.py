"""What tells rows apart, and the local part of a thing's address that follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ckanext.civic.core.nquads import path_segment
from ckanext.civic.core.slug import slug

from ..crosswalks import Key
from .batch import MappedBatch

_DIGEST_DIGITS = 8


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

    def make(
        self, table: Sequence[Sequence[str]], without: Container[int] = ()
    ) -> tuple[list[str], list[str]]:
        """Return each row's key as the publisher knows it, and the last segment of its address.

        ``table`` has the columns of a batch. A row with an empty key cell has an empty address, and
        so have the rows at the indexes ``without``.
        """
        parts = [list(map(str.strip, table[index])) for index in self._key]
        if len(parts) == 1:
            keys, encoded = parts[0], [self._encode_one(text) for text in parts[0]]
        else:
            rows = list(zip(*parts, strict=True))
            keys = [" ".join(filter(None, row)) for row in rows]
            encoded = [self._encode_many(row) if all(row) else "" for row in rows]
        if not self._line:
            return keys, encoded
        lines = zip(*(map(str.strip, table[index]) for index in self._line), strict=True)
        return keys, [
            self._line_id(local_id, content) if local_id and index not in without else ""
            for index, (local_id, content) in enumerate(zip(encoded, lines, strict=True))
        ]

    def text(self, cells: Sequence[str]) -> str:
        """Return a row's key as the publisher knows it, as far as it has one."""
        return " ".join(text for index in self._key if (text := cells[index].strip()))

    def claim(self, batch: MappedBatch) -> dict[int, Claim]:
        """Register the addresses of a batch; return the claims on an earlier row's, by index."""
        claims: dict[int, Claim] = {}
        for index, (number, key, local_id) in enumerate(
            zip(batch.numbers, batch.keys, batch.local_ids, strict=True)
        ):
            known = key if self._as_slug else ""  # exact addresses are equal for equal keys only
            first, first_key = self._first.setdefault(local_id, (number, known))
            if first != number:
                claims[index] = Claim(number, first, first_key == known)
        return claims

    def _encode_one(self, text: str) -> str:
        readable = slug(text) if self._as_slug else ""
        if readable:
            return readable
        encoded = path_segment(text)
        return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded

    def _encode_many(self, values: Sequence[str]) -> str:
        readable = slug(" ".join(values)) if self._as_slug else ""
        return readable or ",".join(quote(value, safe="-._") for value in values)

    def _line_id(self, local_id: str, values: Sequence[str]) -> str:
        content = "\x1f".join(values)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        line = f"{local_id}-{digest[:_DIGEST_DIGITS]}"
        count = self._repeats[line] = self._repeats.get(line, 0) + 1
        return line if count == 1 else f"{line}.{count}"
