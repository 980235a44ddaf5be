"""One value as people read it, with what machines read beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph

from .address import web_link
from .answers import Term
from .naming import Names, last_part

XSD = "http://www.w3.org/2001/XMLSchema#"
LONGEST_TEXT = 2000  # characters that a page shows of one value; our choice
_NUMBERS = frozenset(
    XSD + name for name in ("decimal", "integer", "int", "long", "double", "float")
)
_KINDS = {
    XSD + "boolean": "boolean",
    XSD + "date": "date",
    XSD + "dateTime": "date",
    XSD + "gYearMonth": "month",
}
_PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,40})(\.\d{1,40})?")
CURRENCY = "http://schema.org/currency"
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
_SHOWN_PLACES = 6  # of a decimal; the data have all
_BEFORE = frozenset("£$€")  # symbols that stand before a number


@dataclass(frozen=True)
class Value:
    """A value: ``text`` for people, ``machine`` as the data have it.

    ``kind`` is address, text, number, boolean, date or month; of the last three ``text`` is the
    machine's, since a page writes them in its reader's language. ``href`` is where it leads.
    ``is_cut`` says that ``text`` is only the beginning.
    """

    kind: str
    text: str
    machine: str
    href: str | None = None
    language: str = ""
    note: str = ""
    is_cut: bool = False


def value(term: Term, names: Names, unit: str = "") -> Value:
    """Return a term as a value; ``unit`` is the symbol that its numbers are in."""
    if isinstance(term, pyoxigraph.Literal):
        return _literal(term, unit)
    if isinstance(term, pyoxigraph.BlankNode):
        return Value("text", "…", "")
    address = term.value
    name = names.of(address)
    text = name.label if name else address
    note = name.description if name else ""
    return _cut(Value("address", text, address, web_link(address), note=note[:LONGEST_TEXT]))


def symbol_of(told: Mapping[str, Term]) -> str:
    """Return the symbol of the currency that a thing names (ISO 4217), its code, or nothing."""
    code = told[CURRENCY].value if CURRENCY in told else ""
    return _SYMBOLS.get(code, code)


def is_amount(property_: str) -> bool:
    """Tell whether a property's values are in the currency that its thing names."""
    return last_part(property_).lower().startswith("amount")


def _literal(term: pyoxigraph.Literal, unit: str) -> Value:
    machine = term.value
    datatype = term.datatype.value
    if datatype in _NUMBERS:
        return _cut(Value("number", number_in_words(machine, unit), machine))
    kind = _KINDS.get(datatype, "text")
    if kind == "boolean":
        machine = {"1": "true", "0": "false"}.get(machine, machine)
        kind = kind if machine in ("true", "false") else "text"
    return _cut(Value(kind, machine, machine, language=term.language or ""))


def number_in_words(text: str, unit: str = "") -> str:
    """Return a number with separated thousands and its unit: ``£1,904.50``, ``70 W``, ``−3``.

    Pence are none or two; of more decimal places than six the first six are shown, and "…". What
    is no plain number stays as it is.
    """
    found = _PLAIN_NUMBER.fullmatch(text.strip())
    if not found:
        return f"{text} {unit}".strip()
    whole, fraction = int(found[1]), found[2] or ""
    is_money = unit in _BEFORE
    if len(fraction) > _SHOWN_PLACES + 1:
        fraction = f"{fraction[: _SHOWN_PLACES + 1]}…"
    if is_money and len(fraction) == 2:
        fraction += "0"
    try:
        is_negative = Decimal(text.strip()) < 0
    except InvalidOperation:
        is_negative = False
    number = f"{whole:,}{fraction}"
    sign = "−" if is_negative else ""
    if is_money:
        return f"{sign}{unit}{number}"
    joined = f"{sign}{number}"
    return f"{joined}{unit}" if unit in ("%", "°") else f"{joined} {unit}".strip()


def _cut(whole: Value) -> Value:
    if len(whole.text) <= LONGEST_TEXT:
        return whole
    return Value(
        whole.kind if whole.kind in ("address", "number") else "text",
        f"{whole.text[:LONGEST_TEXT]}…",
        whole.machine if whole.kind == "address" else "",
        whole.href,
        whole.language,
        whole.note,
        is_cut=True,
    )
