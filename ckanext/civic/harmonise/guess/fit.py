"""Do the values of a column fit what a field holds?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from .headings import squash
from .known_field import KnownField
from .profile import Profile


class Verdict(Enum):
    """How the values of a column stand to a field; ``value`` names the number in weights.yaml."""

    AGAINST = "against"
    WEAK = "weak"
    VETO = "veto"  # however well the heading fits, the field is not mapped
    NEUTRAL = "neutral"
    SUPPORT = "support"


@dataclass(frozen=True)
class Fit:
    """``alone`` (0 to 1) is how much the values say without any heading; ``why`` in words."""

    verdict: Verdict
    alone: float = 0.0
    why: str = ""


_PARTS_LOOKED_AT = 150
_SHORTEST_BARE = 3  # “A12” is not the code A
_NUMBERS = ("_id", "_number", "_code", "_reference")
_MANY, _NEARLY_ALL = 20, 0.9
_NEUTRAL = Fit(Verdict.NEUTRAL)
_SPECIFIC = {"postcode": 0.9, "gss": 0.85, "email": 0.8, "telephone": 0.8, "url": 0.8}
_KIND_NAMES = {
    "postcode": "postcodes", "gss": "GSS codes", "email": "e-mail addresses",
    "telephone": "telephone numbers", "url": "web addresses",
}  # fmt: skip


def fit_values(known: KnownField, column: Profile) -> Fit:
    """Return how a column's values fit a field; remembered for fields of the same kind."""
    if column.is_blank:
        return _NEUTRAL
    field = known.field
    if field.code_list:
        return _codes(known, column)
    same = (
        field.datatype,
        known.concept,
        field.name,
        field.pattern,
        field.minimum,
        field.maximum,
        field.multiple,
    )
    if same not in column.remembered:
        column.remembered[same] = _fit(known, column)
    return column.remembered[same]


def _fit(known: KnownField, column: Profile) -> Fit:
    field = known.field
    if field.pattern and (found := _pattern(field.pattern, column)):
        return found
    match field.datatype:
        case "integer" | "decimal":
            return _number(known, column)
        case "date" | "datetime" | "year_month" | "year" | "period":
            return _date(field.datatype, column)
        case "boolean":
            return _boolean(column)
        case "iri":
            if column.html_links >= 0.9:
                return _NEUTRAL
            return _several("url", column) if field.multiple else _kind("url", column)
        case "geometry":
            share = column.kinds.get("geometry", 0.0)
            return Fit(Verdict.SUPPORT, share * 0.9) if share > 0.8 else Fit(Verdict.AGAINST)
    return _text(known, column)


def code_share(known: KnownField, column: Profile) -> float:
    """Return the share of rows whose value is a known word for a code of the field."""
    total = sum(count for _, _, count in column.squashed)
    hits = sum(
        count
        for text, bare, count in column.squashed
        if text in known.codes or (len(bare) >= _SHORTEST_BARE and bare in known.codes)
    )
    return hits / total if total else 0.0


def _codes(known: KnownField, column: Profile) -> Fit:
    """Return how values fit a list of codes; a closed list takes no value that it does not know."""
    share = code_share(known, column)
    if known.field.multiple and share < 0.5:
        share = max(share, _parts_share(known, column))
    if column.booleans and share < 1:
        return Fit(Verdict.VETO, 0, "yes and no are not both known for its codes")
    if share >= 0.5:
        alone = share if len(column.values) > 1 else share * 0.8
        return Fit(Verdict.SUPPORT, alone, f"{share:.0%} of the values are known for its codes")
    if share > 0.05:
        return Fit(Verdict.NEUTRAL, 0, f"{share:.0%} of the values are known for its codes")
    if column.dates and column.dates.share > 0.9:
        return Fit(Verdict.AGAINST, 0, "the values are dates")
    if column.numbers.share > 0.9 and column.numbers.whole < 1:
        return Fit(Verdict.AGAINST, 0, "the values are numbers")
    if column.distinct_share > (0.6 if column.rows > 40 else 0.99) and column.rows > 2:
        return Fit(Verdict.AGAINST, 0, "nearly every value is another")
    if not known.is_open:
        return Fit(Verdict.VETO, 0, "no value is known for its codes")
    return Fit(Verdict.WEAK, 0, "no value is known for its codes")


def _parts_share(known: KnownField, column: Profile) -> float:
    total = hits = 0
    for text, count in list(column.looked_at.items())[:_PARTS_LOOKED_AT]:
        parts = [one for one in re.split(r"[,;|/\n]+", text) if one.strip()]
        total += count * len(parts)
        hits += count * sum(squash(one) in known.codes for one in parts)
    return hits / total if total else 0.0


def _pattern(pattern: str, column: Profile) -> Fit | None:
    share = column.share(_compiled(pattern))
    if share >= 0.8:
        return Fit(Verdict.SUPPORT, 0, f"{share:.0%} of the values have its form")
    return Fit(Verdict.AGAINST, 0, "the values have another form") if share < 0.2 else None


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _number(known: KnownField, column: Profile) -> Fit:
    numbers = column.numbers
    if numbers.share < 0.5 or (column.dates and column.dates.share > 0.9 and numbers.share < 0.9):
        return Fit(Verdict.AGAINST, 0, "the values are not numbers")
    if _out_of_range(known, column) > 0.2:
        return Fit(Verdict.AGAINST, 0, "the numbers are outside the field's range")
    if known.field.datatype == "integer" and numbers.whole < 0.5 and not numbers.units:
        return Fit(Verdict.WEAK, 0, "the numbers are not whole")
    if numbers.leading_zeros > column.rows / 4:
        return Fit(Verdict.WEAK, 0, "the numbers begin with zeros, as codes do")
    if numbers.share >= 0.9:
        return Fit(Verdict.SUPPORT, 0, "the values are numbers")
    return _NEUTRAL


def _out_of_range(known: KnownField, column: Profile) -> float:
    low = float(known.field.minimum) if known.field.minimum else float("-inf")
    high = float(known.field.maximum) if known.field.maximum else float("inf")
    total = sum(count for _, count in column.read_numbers)
    out = sum(count for value, count in column.read_numbers if not low <= value <= high)
    return out / total if total else 0.0


def _several(kind: str, column: Profile) -> Fit:
    """Return the fit of cells that may hold several values of a kind, divided by “|” or “;”."""
    firsts = Counter[str]()
    for text, count in column.looked_at.items():
        firsts[re.split(r"[|;]", text)[0].strip()] += count
    return _kind(kind, Profile(column.name, column.index, firsts, Counter(), column.blanks))


def _date(datatype: str, column: Profile) -> Fit:
    year = column.kinds.get("year", 0.0)
    period = column.kinds.get("period", 0.0)
    if datatype in ("year", "period", "year_month"):
        share = max(year, period, column.dates.share if column.dates else 0.0)
        if datatype == "year_month" and not (column.dates and column.dates.is_month):
            return Fit(Verdict.AGAINST, 0, "the values are not months")
        if share >= 0.8:
            return Fit(Verdict.SUPPORT, 0.3 * share, "the values are periods of time")
        return Fit(Verdict.AGAINST, 0, "the values are no periods") if share < 0.3 else _NEUTRAL
    if datatype == "datetime" and not (column.dates and "%H" in column.dates.format):
        return Fit(Verdict.AGAINST, 0, "the values have no time of day")
    if column.dates and column.dates.share >= 0.9:
        if column.dates.is_month:
            return Fit(Verdict.AGAINST, 0, "the values are months without a day")
        return Fit(Verdict.SUPPORT, 0.35, "the values are dates")
    if column.dates and column.dates.share >= 0.5:
        return _NEUTRAL
    return Fit(Verdict.WEAK if year > 0.8 else Verdict.AGAINST, 0, "the values are not dates")


def _boolean(column: Profile) -> Fit:
    if column.booleans:
        return Fit(Verdict.SUPPORT, 0.1, "the values are yes or no")
    if column.is_ticks:
        return Fit(Verdict.SUPPORT, 0.1, "the cells are ticked or empty")
    if len(column.values) <= 4 and column.rows > 8:
        return Fit(Verdict.WEAK, 0, "the values are more than yes and no")
    return Fit(Verdict.AGAINST, 0, "the values are not yes or no")


def _kind(kind: str, column: Profile) -> Fit:
    share = column.kinds.get(kind, 0.0)
    if share >= 0.7:
        alone = _SPECIFIC.get(kind, 0.0) * share
        return Fit(Verdict.SUPPORT, alone, f"{share:.0%} of the values are {_KIND_NAMES[kind]}")
    if share < 0.2:
        return Fit(Verdict.AGAINST, 0, f"the values are no {_KIND_NAMES[kind]}")
    return _NEUTRAL


_DIGITS = {"uprn": re.compile(r"\d{5,12}(?:\.0)?"), "usrn": re.compile(r"\d{7,8}(?:\.0)?")}


def _text(known: KnownField, column: Profile) -> Fit:
    kind = known.kind
    if kind in _SPECIFIC:
        return _kind(kind, column)
    if kind in _DIGITS:
        share = column.share(_DIGITS[kind])
        return Fit(
            Verdict.SUPPORT if share > 0.7 else Verdict.AGAINST if share < 0.3 else Verdict.NEUTRAL
        )
    if column.dates and column.dates.share > 0.9 and column.numbers.share < 0.9:
        return Fit(Verdict.AGAINST, 0, "the values are dates")
    if kind in ("name", "words"):
        return _words(kind, column)
    if kind == "identifier":
        return _identifier(column, known.concept == "identifier")
    is_code = known.field.name.endswith(_NUMBERS)
    if is_code and column.mean_words >= 1.5 and column.digits < 0.3:
        return Fit(Verdict.AGAINST, 0, "the values are words")
    if is_code and column.numbers.share > 0.9 and column.numbers.whole < 0.5:
        return Fit(Verdict.AGAINST, 0, "the values are amounts")
    if known.field.name.endswith("_name") and column.letters < 0.3:
        return Fit(Verdict.AGAINST, 0, "the values are numbers")
    if column.kinds.get("email", 0) > 0.5 or column.kinds.get("url", 0) > 0.5:
        return Fit(Verdict.WEAK, 0, "the values are addresses on the web")
    return _NEUTRAL


def _words(kind: str, column: Profile) -> Fit:
    for other in ("email", "url", "postcode", "telephone", "gss", "coordinate_pair", "geometry"):
        if column.kinds.get(other, 0) > 0.6:
            return Fit(Verdict.AGAINST, 0, "the values are of another kind")
    if column.letters < 0.5:
        return Fit(Verdict.AGAINST, 0, "the values have no words")
    if column.booleans:
        return Fit(Verdict.AGAINST, 0, "the values are yes or no")
    if kind == "name" and column.mean_words < 1.1 and column.digits > 0.8:
        return Fit(Verdict.AGAINST, 0, "the values look like numbers of things")
    if kind == "name" and column.rows > 20 and column.distinct_share < 0.2:
        return Fit(Verdict.WEAK, 0, "the values repeat")
    if kind == "name" and column.distinct_share > 0.8:
        return Fit(Verdict.SUPPORT, 0, "nearly every row has a name of its own")
    return _NEUTRAL


def _identifier(column: Profile, is_key: bool) -> Fit:
    if column.is_unique and column.mean_words < 2.5:
        return Fit(Verdict.SUPPORT, 0.2, "every row has a value of its own")
    if is_key and column.rows > _MANY and column.distinct_share < _NEARLY_ALL:
        return Fit(Verdict.AGAINST, 0, "the values repeat")
    if column.distinct_share < 0.3 and column.rows > 5:
        return Fit(Verdict.WEAK, 0, "the values repeat")
    if column.numbers.share > 0.9 and column.numbers.whole < 0.5:
        return Fit(Verdict.AGAINST, 0, "the numbers are not whole")
    return _NEUTRAL
