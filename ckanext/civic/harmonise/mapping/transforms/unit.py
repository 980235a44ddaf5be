"""``unit: {from, to}``: a number in another unit, exactly."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from typing import Any

from ..problems import ValueProblem, other_digits
from .registry import Step, parameters, transform

# By what is measured, each unit in the first one. Source: The Units of Measurement Regulations
# 1995 (SI 1995/1804), schedule; all are exact by definition.
_UNITS: dict[str, dict[str, str]] = {
    "length": {
        "m": "1", "mm": "0.001", "cm": "0.01", "km": "1000",
        "in": "0.0254", "ft": "0.3048", "yd": "0.9144", "mile": "1609.344",
    },
    "area": {
        "m2": "1", "ha": "10000", "km2": "1000000",
        "ft2": "0.09290304", "yd2": "0.83612736", "acre": "4046.8564224",
    },
    "mass": {"kg": "1", "g": "0.001", "t": "1000", "lb": "0.45359237"},
    "volume": {"l": "1", "ml": "0.001", "m3": "1000", "gal": "4.54609"},
    "power": {"W": "1", "kW": "1000", "MW": "1000000"},
    "energy": {"kWh": "1", "Wh": "0.001", "MWh": "1000"},
    "time": {"s": "1", "min": "60", "h": "3600", "d": "86400"},
    "money": {"pound": "1", "penny": "0.01"},
    "share": {"percent": "1", "ratio": "100"},
}  # fmt: skip
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# the bounds keep a number such as 1e999999 from being written out digit by digit
_EXACT = Context(prec=60, Emin=-100, Emax=100, traps=[Inexact, InvalidOperation])


@transform("unit")
def unit(given: Any) -> Step:
    """Return a step that converts a plain number ``from`` one unit ``to`` another.

    Put it behind ``number``. Raises ValueError for units that measure different things, and for a
    pair whose factor is no finite decimal (metres to feet): it would round.
    """
    options = parameters(given, **{"from": None, "to": None})
    tables = [one for one in _UNITS.values() if options["from"] in one and options["to"] in one]
    if not tables:
        known = "; ".join(f"{what}: {', '.join(one)}" for what, one in _UNITS.items())
        raise ValueError(f"‘from’ and ‘to’ must be units of one kind ({known})")
    ratio = Fraction(tables[0][options["from"]]) / Fraction(tables[0][options["to"]])
    try:
        factor = _EXACT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))
    except Inexact:
        raise ValueError("this conversion would round; publish the unit that was given") from None

    def step(text: str) -> str:
        if not _PLAIN.fullmatch(text):
            raise ValueProblem(f"a plain number{other_digits(text)}")
        try:
            return plain(_EXACT.multiply(Decimal(text), factor))
        except (InvalidOperation, Inexact):
            raise ValueProblem("a plain number") from None

    return step


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its fraction."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
