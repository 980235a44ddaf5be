"""JSON as a stream of UTF-8 whose depth is bounded before a parser sees it.

A parser that keeps the path of every value needs memory that grows with the square of the depth:
100,000 opening brackets would take gigabytes.
"""

from __future__ import annotations

import io
import re
from itertools import accumulate
from typing import IO

from ckanext.civic.core.errors import Place

from ..errors import UnreadableFile
from .limits import MAX_CELL_CHARACTERS

MAX_LEVELS = 100
_MAX_OPEN_TEXT = 4 * MAX_CELL_CHARACTERS  # a character has at most four bytes
_TEXT = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_BRACKETS = b"[]{}"
_NOT_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class ShallowJson:
    """A binary stream that raises UnreadableFile beyond `MAX_LEVELS` levels of brackets."""

    def __init__(self, file: IO[bytes], codec: str, name: str) -> None:
        self._text = io.TextIOWrapper(file, encoding=codec, newline="")
        self._name = name
        self._depth = 0
        self._open_text = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` characters as UTF-8."""
        chunk = self._text.read(size).encode()
        if chunk:
            self._measure(self._open_text + chunk)
        return chunk

    def _measure(self, text: bytes) -> None:
        bare = _TEXT.sub(b"", text)
        quote = bare.find(b'"')
        self._open_text = bare[quote:] if quote >= 0 else b""
        if len(self._open_text) > _MAX_OPEN_TEXT:
            raise self._refused(f"has a text of more than {MAX_CELL_CHARACTERS:,} characters")
        brackets = (bare[:quote] if quote >= 0 else bare).translate(None, _NOT_BRACKETS)
        if not brackets:
            return
        depths = list(accumulate(map(_STEPS.__getitem__, brackets), initial=self._depth))
        self._depth = depths[-1]
        if max(depths) > MAX_LEVELS:
            raise self._refused(f"is more than {MAX_LEVELS} levels deep")

    def _refused(self, why: str) -> UnreadableFile:
        return UnreadableFile(
            f"The JSON {why}.",
            place=Place(file=self._name),
            advice="Export it again as GeoJSON.",
        )
