"""Number format patterns: ``#,##0.00``, ``0.###E#0``, ``#0%``.

Sources: Model for Tabular Data and Metadata on the Web, 6.4.2 Formats for numeric types; Unicode
Technical Standard 35, Part 3: Number Format Patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SIGNS_OF_SCALE = {"%": -2, "‰": -3}


class InvalidPattern(ValueError):
    """The pattern does not follow the grammar, or uses a symbol that is not supported."""


@dataclass(frozen=True)
class Grouping:
    """Sizes of the groups of digits, from the decimal point outwards; 0 means no groups."""

    primary: int = 0
    secondary: int = 0


@dataclass(frozen=True)
class NumberPattern:
    """A compiled pattern: which texts it takes."""

    prefix: str
    suffix: str
    least_whole: int
    whole: Grouping
    least_fraction: int
    most_fraction: int
    fraction: Grouping
    least_exponent: int | None
    signed_exponent: bool


def compile_pattern(pattern: str, decimal: str, group: str) -> NumberPattern:
    """Return ``pattern`` compiled; raises InvalidPattern.

    ``decimal`` and ``group`` are the characters that the pattern and the numbers use.
    """
    g, d = re.escape(group), re.escape(decimal)
    grammar = re.compile(
        rf"([-+%‰]?)([#0](?:[#0]|{g})*)?(?:{d}([#0](?:[#0]|{g})*)?)?(?:E(\+?)(#*0+))?([%‰]?)"
    )
    match = grammar.fullmatch(pattern)
    if not match or not (match[2] or match[3]):
        raise InvalidPattern(f"{pattern!r} is no number pattern of #, 0, {decimal}, {group}, E")
    whole, fraction = match[2] or "", match[3] or ""
    whole_digits = whole.replace(group, "")
    fraction_digits = fraction.replace(group, "")
    if not re.fullmatch("#*0*", whole_digits) or not re.fullmatch("0*#*", fraction_digits):
        raise InvalidPattern(f"{pattern!r} has its 0 and # in an order that means nothing")
    if whole.endswith(group) or fraction.endswith(group):
        raise InvalidPattern(f"{pattern!r} ends a part with {group!r}")
    return NumberPattern(
        prefix=match[1],
        suffix=match[6],
        least_whole=whole_digits.count("0"),
        whole=_whole_grouping(whole, group),
        least_fraction=fraction_digits.count("0"),
        most_fraction=len(fraction_digits),
        fraction=Grouping(len(fraction.split(group)[0])) if group in fraction else Grouping(),
        least_exponent=match[5].count("0") if match[5] else None,
        signed_exponent=bool(match[4]),
    )


def _whole_grouping(whole: str, group: str) -> Grouping:
    groups = whole.split(group)
    if len(groups) == 1:
        return Grouping()
    primary = len(groups[-1])
    return Grouping(primary, len(groups[-2]) if len(groups) > 2 else primary)


def grouped_whole(digits: str, sizes: Grouping, group: str) -> str:
    """Return the digits of a whole number in groups."""
    if not sizes.primary or len(digits) <= sizes.primary:
        return digits
    parts = [digits[-sizes.primary :]]
    rest = digits[: -sizes.primary]
    while rest:
        parts.append(rest[-sizes.secondary :])
        rest = rest[: -sizes.secondary]
    return group.join(reversed(parts))


def grouped_fraction(digits: str, sizes: Grouping, group: str) -> str:
    """Return the digits of a fraction in groups."""
    if not sizes.primary:
        return digits
    starts = range(0, len(digits), sizes.primary)
    return group.join(digits[start : start + sizes.primary] for start in starts)
