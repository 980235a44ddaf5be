"""Things that probably are the same under another key: suggested, never applied by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote

_FEWEST_VALUES = 2  # a thing with fewer values beside its key is like too many others
_AMBIGUOUS = ""


@dataclass(frozen=True)
class Rename:
    """The thing at ``before`` has the values of the thing at ``now``."""

    before: str
    now: str


@dataclass(frozen=True)
class Candidate:
    """An address, a label and a digest of the values beside the key; b"" when these are few."""

    uri: str
    label: str
    digest: bytes

    @classmethod
    def of(cls, cells: Sequence[str]) -> Candidate:
        """Return the candidate of a row: uri, label, then the values.

        Cells that repeat a part of the key do not count.
        """
        uri, label, *values = cells
        key = set(map(unquote, uri.rsplit("/", 1)[-1].split(",")))
        rest = ["" if value in key else value for value in values]
        if sum(map(bool, rest)) < _FEWEST_VALUES:
            return cls(uri, label, b"")
        text = "\x1f".join(rest).encode("utf-8", "surrogatepass")
        return cls(uri, label, blake2b(text, digest_size=16).digest())


def suggest(gone: Sequence[Candidate], arrived: Iterable[Candidate]) -> list[Rename]:
    """Return the pairs of a gone and a new thing with equal values, where each is the only one."""
    left: dict[bytes, str] = {}
    for one in gone:
        if one.digest:
            left[one.digest] = one.uri if one.digest not in left else _AMBIGUOUS
    right: dict[bytes, str] = {}
    for one in arrived:
        if one.digest in left:
            right[one.digest] = one.uri if one.digest not in right else _AMBIGUOUS
    return [
        Rename(left[digest], uri)
        for digest, uri in sorted(right.items(), key=lambda pair: left[pair[0]])
        if uri and left[digest]
    ]
