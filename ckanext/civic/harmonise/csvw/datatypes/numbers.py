"""Numbers: XML Schema's own form, or the publisher's with separators, patterns and percent.

Sources: XML Schema 1.1 Part 2, 3.3.3 to 3.3.5 and 3.4.13 onwards; Model for Tabular Data and
Metadata on the Web, 6.4.2 Formats for numeric types.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from math import isinf, isnan

from .builtin import Builtin, Family
from .number_patterns import (
    SIGNS_OF_SCALE,
    NumberPattern,
    compile_pattern,
    grouped_fraction,
    grouped_whole,
)
from .value import InvalidValue, Value

Parse = Callable[[str], Value]

_SPECIAL = frozenset({"NaN", "INF", "-INF"})
_XSD_FORMS = {
    Family.INTEGER: re.compile(r"[+-]?[0-9]+"),
    Family.DECIMAL: re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    Family.DOUBLE: re.compile(
        r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|NaN|[+-]?INF"
    ),
}
# Arithmetic on more digits than this gains nothing and may be made to cost much.
_MOST_DIGITS = 10_000


def xsd_number(datatype: Builtin) -> Parse:
    """Return the function that parses XML Schema's form of ``datatype``."""
    form = _XSD_FORMS[datatype.family]

    def parse(text: str) -> Value:
        if not form.fullmatch(text):
            raise InvalidValue(f"is no {datatype.name}")
        return _value(text, datatype)

    return parse


def formatted_number(
    datatype: Builtin, pattern: str | None, decimal: str, group: str | None
) -> Parse:
    """Return the function that parses numbers in the publisher's form.

    Raises InvalidPattern. Without a pattern, ``group`` may stand anywhere but twice in a row.
    """
    if pattern is None:
        return _loose(datatype, decimal, group)
    group = group or ","
    return _patterned(datatype, compile_pattern(pattern, decimal, group), pattern, decimal, group)


def _loose(datatype: Builtin, decimal: str, group: str | None) -> Parse:
    d, g = re.escape(decimal), f"|{re.escape(group)}" if group else ""
    form = re.compile(rf"([+-]?)([0-9](?:[0-9]{g})*)(?:{d}([0-9]+))?(?:[Ee]([+-]?[0-9]+)|([%‰]))?")

    def parse(text: str) -> Value:
        if text in _SPECIAL:
            return _special(text, datatype)
        match = form.fullmatch(text)
        if not match or (group and group * 2 in text):
            raise InvalidValue(f"is no {datatype.name} with {decimal!r} and {group!r}")
        whole = match[2].replace(group, "") if group else match[2]
        return _number(match[1], whole, match[3], match[4], match[5] or "", datatype)

    return parse


def _patterned(
    datatype: Builtin, shape: NumberPattern, pattern: str, decimal: str, group: str
) -> Parse:
    d, g = re.escape(decimal), re.escape(group)
    signs = {"+": "[+-]", "-": "-"}.get(shape.prefix, "[+-]?")
    before = re.escape(shape.prefix) if shape.prefix in SIGNS_OF_SCALE else ""
    exponent = "()"
    if shape.least_exponent is not None:
        exponent_sign = "[+-]" if shape.signed_exponent else "[+-]?"
        exponent = rf"[Ee]({exponent_sign}[0-9]{{{shape.least_exponent},}})"
    form = re.compile(
        rf"({signs}){before}((?:[0-9]|{g})*)(?:{d}((?:[0-9]|{g})+))?"
        rf"{exponent}{re.escape(shape.suffix)}"
    )
    scale = (before and shape.prefix) or shape.suffix

    def parse(text: str) -> Value:
        match = form.fullmatch(text)
        if not match or not _fits(match[2], match[3] or "", shape, group):
            raise InvalidValue(f"does not follow the number pattern {pattern}")
        whole, fraction = match[2].replace(group, ""), (match[3] or "").replace(group, "")
        return _number(match[1], whole, fraction, match[4], scale, datatype)

    return parse


def _fits(whole: str, fraction: str, shape: NumberPattern, group: str) -> bool:
    whole_digits, fraction_digits = whole.replace(group, ""), fraction.replace(group, "")
    return (
        len(whole_digits) >= shape.least_whole
        and bool(whole_digits or fraction_digits)
        and shape.least_fraction <= len(fraction_digits) <= shape.most_fraction
        and whole == grouped_whole(whole_digits, shape.whole, group)
        and fraction == grouped_fraction(fraction_digits, shape.fraction, group)
    )


def _number(
    sign: str, whole: str, fraction: str | None, exponent: str | None, scale: str, datatype: Builtin
) -> Value:
    """Put the parts into XML Schema's form: no groups, a small ``e``, percent worked out."""
    text = sign + (whole or "0")
    if fraction:
        text += f".{fraction}"
    if scale:
        text = _scaled(text, SIGNS_OF_SCALE[scale])
        if datatype.family is Family.INTEGER:
            text = text.removesuffix(".0")
    if exponent:
        if datatype.family is not Family.DOUBLE:
            raise InvalidValue(f"has an exponent, which no {datatype.name} has")
        text += f"e{exponent}"
    if datatype.family is Family.INTEGER and "." in text:
        raise InvalidValue(f"is no whole number, as {datatype.name} asks")
    return _value(text, datatype)


def _scaled(text: str, power: int) -> str:
    """Return a number times a power of ten, exactly."""
    if len(text) > _MOST_DIGITS:
        raise InvalidValue(f"has more than {_MOST_DIGITS} digits")
    sign, digits, exponent = Decimal(text).as_tuple()
    assert isinstance(exponent, int)
    scaled = canonical_decimal(Decimal((sign, digits, exponent + power)))
    return scaled if "." in scaled else f"{scaled}.0"


def _special(text: str, datatype: Builtin) -> Value:
    if datatype.family is not Family.DOUBLE:
        raise InvalidValue(f"is no {datatype.name}")
    return _value(text, datatype)


def _value(text: str, datatype: Builtin) -> Value:
    if len(text) > _MOST_DIGITS:
        raise InvalidValue(f"has more than {_MOST_DIGITS} digits")
    if datatype.family is Family.DOUBLE:
        number = float(text.replace("INF", "inf"))
        return Value(text, canonical_double(number), number)
    exact = Decimal(text)
    if datatype.family is Family.DECIMAL:
        return Value(text, canonical_decimal(exact), exact)
    lowest, highest = datatype.lowest, datatype.highest
    if (lowest is not None and exact < lowest) or (highest is not None and exact > highest):
        raise InvalidValue(f"is outside the range of {datatype.name}")
    return Value(text, canonical_decimal(exact), exact)


def canonical_decimal(number: Decimal) -> str:
    """Return the canonical form of a decimal (XML Schema 1.1 Part 2, E.1)."""
    text = format(number, "f")
    negative, text = text.startswith("-"), text.lstrip("+-")
    whole, _, fraction = text.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    text = f"{whole}.{fraction}" if fraction else whole
    return f"-{text}" if negative and text != "0" else text


def canonical_double(number: float) -> str:
    """Return the canonical form of a double (XML Schema 1.1 Part 2, E.1)."""
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "INF" if number > 0 else "-INF"
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).lstrip("0")
    if not text:
        return "-0.0E0" if sign else "0.0E0"
    power = exponent + len(text) - 1
    text = text.rstrip("0")
    return f"{'-' if sign else ''}{text[0]}.{text[1:] or '0'}E{power}"
