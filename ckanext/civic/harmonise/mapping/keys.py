"""What tells rows apart, and the local part of a thing's address that follows from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ckanext.civic.core.nquads import path_segment
from ckanext.civic.core.slug import slug

from ..crosswalks import Key
from .distinct import Distinct, digest

_DIGEST_DIGITS = 8
_FIRST_CLAIMS = 20
# Keys that are their own address: nothing to encode, and no dot that a path would lose
_IS_SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*|").fullmatch


@dataclass(frozen=True)
class Claim:
    """A ``row`` that claims the address of the row ``first``, by the same key or another."""

    row: int
    first: int
    is_same_key: bool


class Claims:
    """Rows that claimed an address of another: counted, and the first of them."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.count = self.differing = 0
        self.first: list[Claim] = []
        for one in claims:
            self.add(one)

    def add(self, claim: Claim) -> None:
        """Count a claim; ``differing`` has those of another key, ``first`` the first few."""
        self.count += 1
        self.differing += not claim.is_same_key
        if len(self.first) < _FIRST_CLAIMS:
            self.first.append(claim)


class KeyMaker:
    """Make the identity of each row.

    A local id is the percent-encoded key, which differs whenever keys differ, or its slug. A line
    of a transaction gets a digest of its ``line`` values as well, and a number when a line occurs
    twice: so it keeps its address when the publisher sorts the file anew or adds lines.
    """

    def __init__(self, key: Key, columns: Mapping[str, int]) -> None:
        self.is_exact = key.form != "slug"
        self.is_line = bool(key.line)
        self._key = [columns[name] for name in key.columns]
        self._fields = key.fields if not key.columns else ()
        self._line = [columns[name] for name in key.line]
        self._lines = Distinct(digest)
        self._repeats: dict[str, int] = {}

    def make(
        self,
        table: Sequence[Sequence[str]],
        fields: Mapping[str, list[str]] | None = None,
        without: Container[int] = (),
    ) -> tuple[list[str], list[str]]:
        """Return each row's key as the publisher knows it, and the last segment of its address.

        ``table`` has the source columns of a batch, ``fields`` its canonical ones. A row with an
        empty part of the key has an empty address, and so have the rows at indexes ``without``.
        """
        parts = [list(map(str.strip, table[index])) for index in self._key]
        if self._fields:
            none = [""] * len(table[0])
            parts = [(fields or {}).get(name, none) for name in self._fields]
        if len(parts) == 1:
            keys, encoded = parts[0], parts[0]
            if not self.is_exact or not all(map(_IS_SAFE, keys)):
                encoded = list(map(self._encode_one, keys))
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

    def _encode_one(self, text: str) -> str:
        readable = "" if self.is_exact else slug(text)
        if readable:
            return readable
        encoded = path_segment(text)
        return encoded.replace(".", "%2E") if encoded in (".", "..") else encoded

    def _encode_many(self, values: Sequence[str]) -> str:
        readable = "" if self.is_exact else slug(" ".join(values))
        return readable or ",".join(quote(value, safe="-._") for value in values)

    def _line_id(self, local_id: str, values: Sequence[str]) -> str:
        """Return the address of a line; one that was met already gets a number.

        Should two lines have one hash, the second gets a number that it did not need: addresses
        differ all the same, because only lines with numbers are counted, by their text.
        """
        content = "\x1f".join(values)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        line = f"{local_id}-{digest[:_DIGEST_DIGITS]}"
        if line not in self._repeats:
            if self._lines.add(line):
                return line
            self._repeats[line] = 1
        count = self._repeats[line] = self._repeats[line] + 1
        return f"{line}.{count}"
