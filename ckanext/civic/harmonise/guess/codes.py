"""Which code of the model's list does each value of a column mean?"""

from __future__ import annotations

import difflib
import re
from collections import Counter

from ..models import CodeList
from .data_files import weights
from .headings import squash, stem, written
from .known_field import KnownField
from .profile import Profile, without_numbers
from .result import CodeGuess, CodeValue

_MOST_VALUES = 500
_SHORTEST_BARE = 3  # “A12” is not the code A
_MOST_WORDS = 12  # a longer value is a sentence, not a name
_LONG = 6
_TELLING = "+<>≤≥%"  # signs that make another value: “65+” and “65”, “<5” and “5”


def guess_codes(known: KnownField, codes: CodeList, column: Profile, split: str = "") -> CodeGuess:
    """Return a code, or None, for each distinct value of a column, most frequent first.

    ``split`` divides several values in a cell.
    """
    finder = _CodeFinder(known, codes)
    counts = column.values
    if split:
        counts = Counter[str]()
        for text, count in column.values.items():
            for part in filter(None, map(str.strip, text.split(split))):
                counts[part] += count
    values = [finder.find(value, count) for value, count in counts.most_common(_MOST_VALUES)]
    return CodeGuess(known.field.name, column.name, tuple(values))


class _CodeFinder:
    """Find codes of one list; what is not sure enough gets none and names the nearest."""

    def __init__(self, known: KnownField, codes: CodeList) -> None:
        self.known, self.codes = known, codes
        self.weights = weights("codes")
        self._words: list[tuple[frozenset[str], str]] = []
        for code in codes.codes.values():
            for text in (code.label, *code.alternatives):
                if words := _words(text):
                    self._words.append((words, code.id))

    def find(self, value: str, count: int) -> CodeValue:
        """Return the code of a value with match, confidence and reason."""
        code, match, confidence, reason = self._find(value)
        if code and confidence < self.weights["threshold"]:
            label = self.codes.codes[code].label
            return CodeValue(value, count, None, confidence, "none", f"Nearest is “{label}”.")
        return CodeValue(value, count, code, confidence, match, reason)

    def _find(self, value: str) -> tuple[str | None, str, float, str]:
        text = squash(value)
        if found := self.known.exact.get(written(value)):
            return self._known(*found)
        if text in self.known.codes and _telling(value) == _telling(self.known.codes[text][2]):
            code, _, known_as = self.known.codes[text]
            reason = f"Written otherwise: “{known_as}” is known for it."
            return code, "close", self.weights["written"], reason
        bare = without_numbers(value)
        if len(bare) >= _SHORTEST_BARE and bare != text and bare in self.known.codes:
            code = self.known.codes[bare][0]
            return code, "close", self.weights["squashed"], "The same but for a number."
        if found := self._contained(value):
            return found
        alike = difflib.get_close_matches(text, self.known.codes, n=1, cutoff=0.88)
        if alike and len(text) > 5 and _numbers(alike[0]) == _numbers(text):
            code = self.known.codes[alike[0]][0]
            label = self.codes.codes[code].label
            return code, "close", self.weights["alike"], f"Spelt nearly as “{label}”."
        return None, "none", 0.0, "No code of the list is like it."

    def _known(self, code: str, source: str) -> tuple[str, str, float, str]:
        if source == "same":
            return code, "exact", self.weights["same"], "A label of the code list."
        return code, "exact", self.weights["learned"], f"The same value {source}."

    def _contained(self, value: str) -> tuple[str, str, float, str] | None:
        """Return the code whose whole label stands in the value, if there is just one.

        Of a code and its broader one the narrower counts, and of two names one of which holds the
        other the longer.
        """
        words = _words(value)
        hits = [(label, code) for label, code in self._words if _stands_in(label, words)]
        if not hits or len(words) > _MOST_WORDS:
            return None
        longest = max(hits, key=lambda hit: len(hit[0]))[0]
        broader = {self._broader(code) for _, code in hits}
        best = {code for label, code in hits if code not in broader and not label < longest}
        if len(best) != 1:
            return None
        code = best.pop()
        # one word of many may stand there by chance
        confidence = self.weights["contains"] if len(longest) * 3 >= len(words) else 0.5
        label = self.codes.codes[code].label
        return code, "close", confidence, f"It contains “{label}” or another name of it."

    def _broader(self, code: str) -> str | None:
        return self.codes.codes[code].broader


def _telling(text: str) -> list[str]:
    return [sign for sign in text if sign in _TELLING]


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(one) for one in re.split(r"[^a-z0-9]+", text.lower()) if one)


def _stands_in(label: frozenset[str], words: frozenset[str]) -> bool:
    """Say whether every word of a label is in the value; long words may be cut off there."""
    return all(
        one in words
        or (len(one) > _LONG and any(len(w) >= _LONG and one.startswith(w) for w in words))
        for one in label
    )
