"""Read a column's heading into the words that it means, in whatever dress it comes."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .data_files import read_table

# "EVChargePoints" → EV Charge Points, "lampType2" → lamp Type 2
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[A-Za-z]{2})(?=\d)")
_COUNTED = re.compile(
    r"^\s*(?:the\s+)?(?:total\s+)?(?:number|no\.?|num\.?|nr\.?|count|qty|quantity)\s*of\s+(?=\w)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CURRENCY = re.compile(r"(?:Â|¬|â‚¬)?[£$€]|\bgbp\b", re.IGNORECASE)
_LEAST_PREFIXED = 4
# “WD21CD”, “lsoa11nm”: codes and names of areas, with the year of their boundaries
_OF_AREAS = re.compile(r"(wd|lad|lsoa|msoa|oa|ctyua|rgn|par)\d\d(cd|nm)", re.IGNORECASE)
_MOST_REMEMBERED = 50_000
_AXES = ("x", "y", "e", "n")
_DBF_WIDTH = 10  # dBase, and so the shapefile, cuts a heading to so many signs


@dataclass(frozen=True)
class Heading:
    """A heading as read: ``words`` are stems; ``squashed`` its letters and digits.

    ``reach`` holds all that two headings of any likeness must have one of in common.
    ``certainty`` falls where a word had to be mended. ``is_count`` when it begins “Number of”.
    """

    text: str
    words: tuple[str, ...]
    squashed: str
    certainty: float = 1.0
    units: tuple[str, ...] = ()
    is_count: bool = False
    is_useless: bool = False
    without_brackets: str = ""
    reach: frozenset[str | int] = frozenset()

    @cached_property
    def word_set(self) -> frozenset[str]:
        return frozenset(self.words)


def stem(word: str) -> str:
    """Return a word without its plural ending: rough, but the same for both sides."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def squash(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())


def without_prefix(header: Sequence[str]) -> list[str]:
    """Return headings without a first word that most have: “attributes_lamp”, “attributes_road”."""
    firsts = [re.split(r"[_.:]", one, maxsplit=1) for one in header]
    counts = Counter(one[0] for one in firsts if len(one) == 2 and one[0] and one[1])
    if not counts:
        return list(header)
    prefix, count = counts.most_common(1)[0]
    if count < _LEAST_PREFIXED or count <= len(header) / 2:
        return list(header)
    return [
        one[1] if len(one) == 2 and one[0] == prefix and one[1] else text
        for one, text in zip(firsts, header, strict=True)
    ]


def written(text: str) -> str:
    """Return a text in lower case without spaces: every sign stays, so “65+” is not “65”."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class HeadingReader:
    """Read headings with a vocabulary of known words.

    ``known`` adds the words of the models to those of words.yaml: they are what glued, cut or
    misspelt words are mended to.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        source: Mapping[str, Any] = read_table("words")
        self.stop = set(source["stop"])
        self.abbreviations = {
            key: [stem(word) for word in str(value).split()]
            for key, value in source["abbreviations"].items()
        }
        self.phrases = {
            tuple(map(stem, key.split())): [stem(word) for word in value.split()]
            for key, value in source["phrases"].items()
        }
        self.units = {
            squash(written) or written for ways in source["units"].values() for written in ways
        }
        self.unit_words = {"hectare", "litre", "sqm", "percent"}
        self._useless = re.compile(source["useless"], re.IGNORECASE)
        self.groups = _groups(source["groups"])
        words = {stem(one) for text in known for one in _split(text)}
        words |= {word for value in self.abbreviations.values() for word in value}
        words |= {word for key in self.phrases for word in key}
        words |= {word for value in self.phrases.values() for word in value}
        words |= set(self.groups) | {stem(one) for one in source["light"]}
        self.vocabulary = {word for word in words if len(word) > 1}
        self._pieces = {w for w in self.vocabulary if len(w) > 2} | {
            w for w in self.abbreviations if len(w) > 1
        }
        self._memory: dict[str, Heading] = {}

    def read(self, text: str) -> Heading:
        """Return what a heading says."""
        if text not in self._memory:
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            self._memory[text] = self._read(text)
        return self._memory[text]

    def same_group(self, one: str, other: str) -> bool:
        """Say whether two words have a meaning in common."""
        return not self.groups.get(one, frozenset()).isdisjoint(self.groups.get(other, ()))

    def _read(self, text: str) -> Heading:
        bare = text.strip()
        if self._useless.fullmatch(bare) and squash(bare) not in ("x", "y"):
            return Heading(text, (), squash(bare), is_useless=True)
        rest, units = self._take_units(bare)
        counted = _COUNTED.match(rest)
        if counted:
            rest = rest[counted.end() :]
        words, certainty = self._words(rest, is_cut=len(bare) == _DBF_WIDTH)
        if len(words) > 1 and words[-1] in self.unit_words:
            units = (*units, words.pop())
        if not words and counted:
            words = ["number"]
        return Heading(
            text,
            tuple(dict.fromkeys(words)),
            squash(bare),
            certainty,
            units,
            is_count=bool(counted),
            is_useless=not words,
            without_brackets=_shorter(bare),
            reach=frozenset(
                {
                    squash(bare),
                    *words,
                    *(one for word in words for one in self.groups.get(word, ())),
                }
            ),
        )

    def _take_units(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return the heading without currency signs and bracketed units, and those units."""
        found: list[str] = []

        def bracket(match: re.Match[str]) -> str:
            inner = match[1].strip()
            if squash(inner) in self.units or inner == "%":
                found.append(squash(inner) or inner)
                return " "
            return f" {inner} "

        rest = _BRACKETS.sub(bracket, _CURRENCY.sub(" ", text))
        return _YEAR.sub(" ", rest), tuple(found)

    def _words(self, text: str, is_cut: bool) -> tuple[list[str], float]:
        whole = _OF_AREAS.sub(r"\1\2", squash(text))
        if whole in self.abbreviations:
            return self._joined(list(self.abbreviations[whole])), 1.0
        raw = self._with_phrases_of_small_words(_split(text))
        words: list[str] = []
        certainty = 1.0
        for place, one in enumerate(raw):
            if one in self.stop:
                continue
            read, sure = self._word(one, is_cut=is_cut and place == len(raw) - 1)
            words += read
            certainty = min(certainty, sure)
        return self._joined(words), certainty

    def _with_phrases_of_small_words(self, raw: list[str]) -> list[str]:
        """Put phrases such as “alcohol on” in place before the small words are let go."""
        joined: list[str] = []
        place = 0
        while place < len(raw):
            for length in (4, 3, 2):
                phrase = tuple(map(stem, raw[place : place + length]))
                if phrase in self.phrases and not self.stop.isdisjoint(phrase):
                    joined += self.phrases[phrase]
                    place += length
                    break
            else:
                joined.append(raw[place])
                place += 1
        return joined

    def _word(self, word: str, is_cut: bool) -> tuple[list[str], float]:
        if word in self.abbreviations:
            return self.abbreviations[word], 1.0
        if stem(word) in self.vocabulary or word.isdigit():
            return [stem(word)], 1.0
        if word in _AXES:
            return [word], 1.0
        if is_cut and len(word) < 3:
            return [], 1.0
        if pieces := self._pieces_of(word):
            return [
                other for one in pieces for other in self.abbreviations.get(one, [stem(one)])
            ], 0.98
        if is_cut or len(word) >= 5:
            longer = [one for one in self.vocabulary if one.startswith(word)]
            if is_cut and longer:
                return [min(longer, key=len)], 0.9
        if len(word) >= 5:
            alike = difflib.get_close_matches(stem(word), self.vocabulary, n=1, cutoff=0.84)
            if alike:
                return [alike[0]], 0.9
        return [stem(word)], 1.0

    def _pieces_of(self, word: str) -> list[str]:
        """Return known words that a glued word consists of, the fewest; or nothing."""
        if len(word) < 5:
            return []
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 16), end - 1):
                piece, before = word[start:end], best[start]
                if before is None or not (piece in self._pieces or stem(piece) in self._pieces):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, piece]
        found = best[-1] or []
        # many short pieces are chance, not words
        return found if 1 < len(found) <= len(word) / 3 + 0.4 else []

    def _joined(self, words: list[str]) -> list[str]:
        """Put phrases in the place of their words."""
        joined: list[str] = []
        place = 0
        while place < len(words):
            for length in (4, 3, 2):
                phrase = tuple(words[place : place + length])
                if len(phrase) == length and phrase in self.phrases:
                    joined += self.phrases[phrase]
                    place += length
                    break
            else:
                joined.append(words[place])
                place += 1
        return joined


def _shorter(text: str) -> str:
    """Return a heading without what stands in brackets, or nothing when that is no other."""
    rest = " ".join(_BRACKETS.sub(" ", text).split())
    return rest if rest and rest != text else ""


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    spaced = _CAMEL.sub(" ", plain.replace("'", ""))
    return [one for one in re.split(r"[^a-z0-9]+", spaced.lower()) if one]


def _groups(source: list[list[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for index, words in enumerate(source):
        for word in words:
            if " " not in word:
                found.setdefault(stem(word), set()).add(index)
    return {word: frozenset(groups) for word, groups in found.items()}
