"""What the values of a column look like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from .data_files import read_table
from .dates import DateForm, find_date_form
from .headings import squash

_NUMBER = re.compile(
    r"(?P<minus>[-+]|\()?\s*(?P<currency>[£$€]|GBP)?\s*-?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?P<fraction>\.\d+)?"
    r"\s*(?P<unit>%|[A-Za-z²]{1,9}\.?(?![A-Za-z]))?\)?\s*(?P<after>-|CR)?",
    re.IGNORECASE,
)
# the whole of a cell with a link in HTML, and its address
LINK_IN_HTML = r"""(?is).*?<a\s[^>]*?href=["']?(?P<address>https?://[^"'>\s]+).*"""
_LINK_IN_HTML = re.compile(LINK_IN_HTML)
_LOOKED_AT = 1_500  # distinct values of a column
_CODES_LOOKED_AT = 500
_AT_ENDS = re.compile(
    r"^\s*\d+(?:\.\d+)?\s*(?:w|watts?)?(?=\W|[a-z]{2})|\d+(?:\.\d+)?\s*(?:w|m|watts?)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Numbers:
    """The numbers of a column: ``share`` of its rows, their range, and how they are written."""

    share: float
    whole: float
    smallest: float
    largest: float
    has_currency: bool
    has_pence: float
    has_groups: bool
    has_parentheses: bool
    has_trailing_minus: bool
    has_credit: bool
    units: tuple[str, ...]
    zeros: int = 0
    leading_zeros: int = 0


@dataclass(frozen=True)
class Profile:
    """One column of a sample.

    ``values`` counts each distinct text that says something; ``placeholders`` those that say
    that nothing is known; ``blanks`` the empty cells. Shares are of the rows with ``values``.
    """

    name: str
    index: int
    values: Counter[str]
    placeholders: Counter[str]
    blanks: int

    @property
    def rows(self) -> int:
        """Return how many rows say something."""
        return sum(self.values.values())

    @property
    def is_blank(self) -> bool:
        return not self.values

    @property
    def is_unique(self) -> bool:
        return self.rows > 1 and len(self.values) == self.rows

    @property
    def distinct_share(self) -> float:
        return len(self.values) / self.rows if self.rows else 0.0

    @cached_property
    def looked_at(self) -> dict[str, int]:
        """Return the values that patterns are tried on: the first so many distinct ones."""
        return dict(list(self.values.items())[:_LOOKED_AT])

    @cached_property
    def kinds(self) -> dict[str, float]:
        """Return the share of each kind of kinds.yaml that any value has."""
        found: dict[str, float] = {}
        for kind, pattern in _patterns().items():
            if share := self.share(pattern):
                found[kind] = share
        return found

    def share(self, pattern: re.Pattern[str]) -> float:
        """Return the share of rows whose whole cell has a pattern."""
        total = sum(self.looked_at.values())
        hits = sum(count for text, count in self.looked_at.items() if pattern.fullmatch(text))
        return hits / total if total else 0.0

    @cached_property
    def remembered(self) -> dict[Hashable, Any]:
        """Return what was found out of the values before, by what was asked."""
        return {}

    @cached_property
    def squashed(self) -> list[tuple[str, str, int]]:
        """Return letters and digits of the values, the same without numbers at the ends, counts."""
        some = list(self.looked_at.items())[:_CODES_LOOKED_AT]
        return [(squash(text), without_numbers(text), count) for text, count in some]

    @cached_property
    def read_numbers(self) -> list[tuple[float, int]]:
        """Return the numbers of the column with their counts."""
        return [
            (value, count)
            for text, count in self.looked_at.items()
            if (value := read_number(text)) is not None
        ]

    @cached_property
    def numbers(self) -> Numbers:
        """Return what is known of the column's numbers."""
        return _numbers(self.looked_at)

    @cached_property
    def dates(self) -> DateForm | None:
        return find_date_form(self.looked_at)

    @cached_property
    def booleans(self) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the words for yes and for no as written, or None for other values too."""
        if not self.values or len(self.values) > 4:
            return None
        for pair in read_table("kinds")["booleans"]:
            yes, no = set(pair["yes"]), set(pair["no"])
            if all(text.casefold() in yes | no for text in self.values):
                return (
                    tuple(text for text in self.values if text.casefold() in yes),
                    tuple(text for text in self.values if text.casefold() in no),
                )
        return None

    @cached_property
    def is_ticks(self) -> bool:
        """Say whether the cells only say that something is there, or nothing."""
        ticks = read_table("kinds")["ticks"]
        if self.booleans:
            return True
        return (
            bool(self.values)
            and self.blanks > 0
            and all(text.casefold() in ticks for text in self.values)
        )

    @property
    def yes_and_no(self) -> tuple[Sequence[str], Sequence[str]]:
        """Return the words for yes and for no as written; other words are left for a person."""
        if self.booleans:
            return self.booleans
        if self.is_ticks:
            return self.ticks, ()
        pairs = []
        for pair in read_table("kinds")["booleans"]:
            yes = [text for text in self.values if text.casefold() in pair["yes"]]
            no = [text for text in self.values if text.casefold() in pair["no"]]
            pairs.append((sum(self.values[text] for text in (*yes, *no)), yes, no))
        _, yes, no = max(pairs, key=lambda one: one[0])
        return yes, no

    @property
    def ticks(self) -> list[str]:
        """Return the values that say that something is there, as written."""
        ticks = read_table("kinds")["ticks"]
        return [text for text in self.values if text.casefold() in ticks]

    @cached_property
    def html_links(self) -> float:
        total = sum(self.looked_at.values())
        hits = sum(c for text, c in self.looked_at.items() if _LINK_IN_HTML.fullmatch(text))
        return hits / total if total else 0.0

    @cached_property
    def letters(self) -> float:
        """Return the share of rows with a letter."""
        total = sum(self.looked_at.values())
        hits = sum(c for text, c in self.looked_at.items() if any(map(str.isalpha, text)))
        return hits / total if total else 0.0

    @cached_property
    def digits(self) -> float:
        """Return the share of rows with a digit."""
        total = sum(self.looked_at.values())
        hits = sum(c for text, c in self.looked_at.items() if any(map(str.isdigit, text)))
        return hits / total if total else 0.0

    @cached_property
    def mean_words(self) -> float:
        total = sum(self.looked_at.values())
        return sum(len(t.split()) * c for t, c in self.looked_at.items()) / total if total else 0.0

    def examples(self, most: int = 3) -> tuple[str, ...]:
        """Return values kept apart: from the start, the middle and the end of the distinct ones."""
        distinct = list(self.values)
        if len(distinct) <= most:
            chosen = distinct
        else:
            gap = (len(distinct) - 1) / (most - 1)
            chosen = [distinct[round(i * gap)] for i in range(most)]
        return tuple(text if len(text) <= 80 else text[:79] + "…" for text in chosen)


def profile_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Profile]:
    """Return the profile of each column of rows of stripped cells."""
    return [
        profile_values(name, Counter(row[index] for row in rows), index)
        for index, name in enumerate(header)
    ]


def profile_values(name: str, counts: Counter[str], index: int = 0) -> Profile:
    """Return the profile of a column from its stripped texts with their counts."""
    values = Counter(counts)
    blanks = values.pop("", 0)
    placeholders = _placeholders()
    nothing = Counter({t: c for t, c in values.items() if t.casefold() in placeholders})
    for text in nothing:
        del values[text]
    return Profile(name, index, values, nothing, blanks)


@lru_cache
def _placeholders() -> frozenset[str]:
    return frozenset(str(one).casefold() for one in read_table("kinds")["placeholders"])


def _match_number(text: str) -> re.Match[str] | None:
    match = _NUMBER.fullmatch(text)
    if match and match["unit"] and match["unit"].rstrip(".").casefold() not in _number_units():
        return None
    return match


@lru_cache
def _number_units() -> frozenset[str]:
    return frozenset(map(str, read_table("kinds")["number_units"]))


def without_numbers(text: str) -> str:
    """Return a squashed text without a power or size at its ends: “70SONT”, “Column 6m”."""
    return squash(_AT_ENDS.sub("", text))


def read_number(text: str) -> float | None:
    """Return the number that a cell holds, with or without currency and unit."""
    match = _match_number(text)
    if not match:
        return None
    value = float((match["digits"] or "0").replace(",", "") + (match["fraction"] or ""))
    below = match["minus"] in ("-", "(") or "-" in text[:3] or bool(match["after"])
    return -value if below else value


def _numbers(values: Mapping[str, int]) -> Numbers:
    total = sum(values.values())
    hits = [(text, count, m) for text, count in values.items() if (m := _match_number(text))]
    rows = sum(count for _, count, _ in hits)
    if not rows:
        return Numbers(0, 0, 0, 0, False, 0, False, False, False, False, ())
    read = [number for text, _, _ in hits if (number := read_number(text)) is not None]

    def part(test: Any) -> float:
        return sum(count for _, count, match in hits if test(match)) / rows

    units = Counter((match["unit"] or "").rstrip(".") for _, _, match in hits)
    return Numbers(
        share=rows / total,
        whole=part(lambda m: not m["fraction"] and not m["unit"] and not m["currency"]),
        smallest=min(read),
        largest=max(read),
        has_currency=any(match["currency"] for _, _, match in hits),
        has_pence=part(lambda m: len(m["fraction"] or "") == 3),
        has_groups=any("," in (match["digits"] or "") for _, _, match in hits),
        has_parentheses=any(match["minus"] == "(" for _, _, match in hits),
        has_trailing_minus=any(match["after"] == "-" for _, _, match in hits),
        has_credit=any((match["after"] or "").upper() == "CR" for _, _, match in hits),
        units=tuple(unit for unit, _ in units.most_common() if unit and unit.upper() != "CR"),
        zeros=sum(count for text, count, _ in hits if read_number(text) == 0),
        leading_zeros=sum(c for text, c, _ in hits if re.match(r"0\d", text)),
    )


@lru_cache
def _patterns() -> dict[str, re.Pattern[str]]:
    kinds = read_table("kinds")["patterns"]
    return {kind: re.compile(one["pattern"], re.IGNORECASE) for kind, one in kinds.items()}
