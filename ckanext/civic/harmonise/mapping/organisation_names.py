"""One name for one organisation, however councils spell it, and names that must stay hidden."""

from __future__ import annotations

import re

from ckanext.civic.core.slug import slug

# Spellings of legal forms; source: Companies Act 2006, sections 58 and 59, and LLP Act 2000.
_LEGAL_FORMS = (
    (re.compile(r"\bpublic limited company\b|\bp\.\s?l\.\s?c\b\.?"), "plc"),
    (re.compile(r"\blimited liability partnership\b|\bl\.\s?l\.\s?p\b\.?"), "llp"),
    (re.compile(r"\blimited\b|\bl\.?t\.?d\b\.?"), "ltd"),
)
_APOSTROPHES = re.compile(r"['’`]")
# Words by which councils withhold a name; source: spend files of four councils, 2013 to 2026.
_WITHHELD = re.compile(r"redact|withheld|personal (?:data|information)", re.IGNORECASE)


def organisation_slug(name: str) -> str:
    """Return the slug that every council's spelling of an organisation shares.

    "J. Smith Limited", "J SMITH LTD." and "J Smith Ltd" give ``j-smith-ltd``. The legal form stays:
    a Ltd and a PLC of one name are two companies. Empty when the name has no letter or digit.
    """
    text = _APOSTROPHES.sub("", name.casefold()).replace("&", " and ")
    for pattern, form in _LEGAL_FORMS:
        text = pattern.sub(f" {form} ", text)
    return slug(text)


def is_withheld(name: str) -> bool:
    """Tell whether a text stands in place of a name that was redacted."""
    return bool(_WITHHELD.search(name))
