"""Of “Ward” and “Ward name” or “Ward decode”, the second has the words, and the first a code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .evidence import Evidence
from .inspected import InspectedFile

_DECODED = {"decode", "decoded", "description", "desc", "name", "text", "codetext"}
_CODE_COST = 0.8


def prefer_words(file: InspectedFile, options: dict[int, list[Evidence]]) -> None:
    """Lower what speaks for the column of codes where another column has the same in words."""
    words = [_bare_words(one.name) for one in file.columns]
    read = [set(one.word_set) for one in file.headings]
    for index, found in options.items():
        if not _has_words_beside(words, index) and not _has_words_beside(read, index):
            continue
        options[index] = [
            one
            if one.field.endswith(("_code", "key"))
            else replace(one, confidence=one.confidence * _CODE_COST, is_exact=False)
            for one in found
        ]


def _has_words_beside(words: Sequence[set[str]], index: int) -> bool:
    own = words[index]
    return bool(own) and any(
        own < other and other - own <= _DECODED for other in words if other is not own
    )


def _bare_words(text: str) -> set[str]:
    return set(re.split(r"[^a-z0-9]+", text.lower().strip()))
