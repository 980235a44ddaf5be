"""Identifiers of organisations in public registers, checked for their form and check digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Companies House, "Company number prefixes" (Uniform Resource Identifiers customer guide)
_PREFIXES = (
    "AC|BR|CE|CS|ES|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|RC|RS|R"
    "|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC"
)
_COMPANY = re.compile(rf"(?:{_PREFIXES})?\d+")
_SOCIETY = re.compile(r"(?:IP|SP|NP)\d{5}R")  # registered societies end in a letter
_COMPANY_LENGTH = 8
_FEWEST_DIGITS = 5  # a spreadsheet takes leading noughts away; no live company has fewer
_VAT = re.compile(r"(?:GB|XI)?(\d{9})(?:\d{3})?")
_VAT_WEIGHTS = range(8, 1, -1)
_VAT_MODULUS = 97
_VAT_OFFSETS = (0, 55)  # see vat_number
_CHARITY = re.compile(r"(\d{6,7})(?:-\d{1,3})?|SC0\d{5}|NIC?1\d{5}")


@dataclass(frozen=True)
class Identifier:
    """A published identifier. ``scheme`` is that of org-id.guide, or ``GB-VAT``.

    ``register_uri`` is the address of the organisation in the register, or empty.
    """

    scheme: str
    number: str
    register_uri: str

    @property
    def org_id(self) -> str:
        """Return the identifier with its scheme: ``GB-COH-01234567``."""
        return f"{self.scheme}-{self.number}"


def company_number(text: str) -> str | None:
    """Return a company number in its eight characters, or None when it is none.

    Leading noughts that a spreadsheet took away come back.
    Source: Companies Act 2006 section 1066; prefixes of Companies House.
    """
    plain = _plain(text)
    if _SOCIETY.fullmatch(plain):
        return plain
    if not _COMPANY.fullmatch(plain):
        return None
    prefix = plain.rstrip("0123456789")
    digits = plain[len(prefix) :]
    if not prefix and len(digits.lstrip("0")) < _FEWEST_DIGITS:
        return None
    if len(plain) > _COMPANY_LENGTH or not digits.strip("0"):
        return None
    return prefix + digits.zfill(_COMPANY_LENGTH - len(prefix))


def vat_number(text: str) -> str | None:
    """Return the nine digits of a VAT registration number, or None when the check fails.

    Source: HMRC's check: seven digits by weights 8 to 2 and the last two are a multiple of 97;
    of numbers given out since November 2009 with 55 added.
    """
    found = _VAT.fullmatch(_plain(text))
    if not found or not found[1].strip("0"):
        return None
    number = found[1]
    weighed = sum(w * int(d) for w, d in zip(_VAT_WEIGHTS, number, strict=False))
    check = int(number[7:])
    fits = any((weighed + offset + check) % _VAT_MODULUS == 0 for offset in _VAT_OFFSETS)
    return number if fits else None


def charity_number(text: str) -> str | None:
    """Return a charity number of one of the three registers, or None when it has no such form."""
    found = _CHARITY.fullmatch(_plain(text, "-"))
    return (found[1] or found[0]) if found else None


def identifier(kind: str, text: str) -> Identifier | None:
    """Return the identifier in a field, or None when it is none.

    ``kind`` is the field's name: it ends in ``company_number``, ``charity_number`` or
    ``vat_number``.
    """
    for end, make in _KINDS.items():
        if kind.endswith(end):
            return make(text)
    return None


def _company(text: str) -> Identifier | None:
    number = company_number(text)
    if not number:
        return None
    return Identifier("GB-COH", number, f"http://business.data.gov.uk/id/company/{number}")


def _vat(text: str) -> Identifier | None:
    number = vat_number(text)
    return Identifier("GB-VAT", number, "") if number else None


def _charity(text: str) -> Identifier | None:
    number = charity_number(text)
    if not number:
        return None
    scheme = "GB-SC" if number.startswith("SC") else "GB-NIC" if number[0] == "N" else "GB-CHC"
    return Identifier(scheme, number, f"https://findthatcharity.uk/orgid/{scheme}-{number}")


def _plain(text: str, keep: str = "") -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum() or sign in keep)


_KINDS: dict[str, Callable[[str], Identifier | None]] = {
    "company_number": _company,
    "charity_number": _charity,
    "vat_number": _vat,
}
