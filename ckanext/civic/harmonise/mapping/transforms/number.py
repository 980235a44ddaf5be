"""``number: {group, decimal, currency, units, negative}``: a number as plain decimal text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..problems import ValueProblem, other_digits
from .registry import Step, parameters, transform

# How a number below zero is written: pattern before, pattern after
NEGATIVES = {
    "minus": ("-", ""),
    "trailing-minus": ("", "-"),
    "parens": (r"\(", r"\)"),
    "CR": ("", " ?CR"),
}


@transform("number")
def number(given: Any) -> Step:
    """Return a step that reads a number, exactly: no rounding and no binary fractions.

    ``group`` (default ``,``) may stand between groups of three digits, ``decimal`` (default
    ``.``) before the fraction, one of ``currency`` before and one of ``units`` behind it.
    ``negative`` lists ``minus`` (default), ``trailing-minus``, ``parens`` and ``CR``.
    Gives for example ``-1234.50``; zeros at the end are kept.
    """
    options = parameters(given, group=",", decimal=".", currency=[], units=[], negative=["minus"])
    _refuse_other_forms(options)
    read = number_reader(**options)

    def step(text: str) -> str:
        found = read(text)
        if found is None:
            raise ValueProblem(f"a number{other_digits(text)}")
        return found

    return step


def _refuse_other_forms(options: Mapping[str, Any]) -> None:
    """Raise ValueError for what would silently do nothing."""
    if isinstance(options["units"], Mapping):
        raise ValueError(
            "‘units’ lists what may stand behind a number, such as [ft, feet]; to convert, put the"
            " step ‘unit: {from: ft, to: m}’ behind ‘number’"
        )
    for name, example in (("currency", "£"), ("units", "ft"), ("negative", "minus")):
        if not isinstance(options[name], (list, tuple)):
            raise ValueError(f"‘{name}’ is a list such as [{example}]")
    for name, example in (("group", ","), ("decimal", ".")):
        if not isinstance(options[name], str):
            raise ValueError(f'‘{name}’ is a text such as "{example}"')


def number_reader(
    *, group: str, decimal: str, currency: list[str], units: list[str], negative: list[str]
) -> Callable[[str], str | None]:
    """Return a function that gives plain decimal text, or None for what is no number."""
    unknown = sorted(set(negative) - set(NEGATIVES))
    if unknown:
        raise ValueError(f"unknown form of negative “{unknown[0]}”")
    if group == decimal:
        raise ValueError("‘group’ and ‘decimal’ are the same")
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|" if group else ""
    digits = rf"(?P<whole>{grouped}[0-9]*)(?:{re.escape(decimal)}(?P<fraction>[0-9]+))?"
    money = rf"(?:(?:{'|'.join(map(re.escape, currency))}) ?)?" if currency else ""
    unit = rf"(?: ?(?:{'|'.join(map(re.escape, units))}))?" if units else ""
    positive = re.compile(rf"\+?{money}{digits}{unit}", re.IGNORECASE)
    below = [_negative(NEGATIVES[form], money, digits, unit) for form in negative]

    def read(text: str) -> str | None:
        found, sign = positive.fullmatch(text), ""
        if not found:
            found, sign = next((m for p in below if (m := p.fullmatch(text))), None), "-"
        if not found or not (found["whole"] or found["fraction"]):
            return None
        whole = found["whole"].replace(group, "").lstrip("0") if group else found["whole"]
        fraction = f".{found['fraction']}" if found["fraction"] else ""
        return _plain(sign, whole, fraction)

    return read


def _negative(form: tuple[str, str], money: str, digits: str, unit: str) -> re.Pattern[str]:
    before, after = form
    if before == "-" and money:  # both "-£5" and "£-5"
        return re.compile(rf"(?:-{money}|{money}-){digits}{unit}", re.IGNORECASE)
    return re.compile(rf"{before}{money}{digits}{unit}{after}", re.IGNORECASE)


def _plain(sign: str, whole: str, fraction: str) -> str:
    digits = (whole.lstrip("0") or "0") + fraction
    return digits if not digits.strip("0.") else sign + digits
