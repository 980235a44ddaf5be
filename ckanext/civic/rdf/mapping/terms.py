"""Namespaces and term makers that the field groups share.

``DCT.title`` is the N-Quads term ``<http://purl.org/dc/terms/title>``. Makers answer None for a
value that cannot be that term, so that a bad value is left out and never becomes a wrong one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from urllib.parse import urlsplit

import pyoxigraph

from ckanext.civic.core.nquads import RDF_TYPE, XSD, is_iri, literal

Triple = tuple[str, str, str]


class Namespace:
    """Makes IRI terms by attribute: ``Namespace("http://e/").name`` is ``<http://e/name>``."""

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> str:
        return f"<{self._base}{name}>"


ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VOID = Namespace("http://rdfs.org/ns/void#")

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

_WEB = frozenset({"http", "https", "ftp"})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def checked_iri(text: object) -> str | None:
    """Return the term for ``text`` when it is a valid absolute IRI (RFC 3987), else None."""
    if not isinstance(text, str) or not is_iri(text):
        return None
    try:
        pyoxigraph.NamedNode(text)
    except (ValueError, UnicodeError):
        return None
    return f"<{text}>"


def web_address(text: object) -> str | None:
    """Return the term for ``text`` when it is a valid http, https or ftp address, else None."""
    term = checked_iri(text)
    if term is None:
        return None
    try:
        parts = urlsplit(term[1:-1])
    except ValueError:
        return None
    return term if parts.scheme.lower() in _WEB and parts.netloc else None


def email_address(text: object) -> str | None:
    """Return the ``mailto:`` term for one plain e-mail address, else None."""
    if not isinstance(text, str) or not _EMAIL.fullmatch(text.strip()):
        return None
    return checked_iri("mailto:" + text.strip())


def text_value(value: object) -> str | None:
    """Return the literal term for a text with something in it, else None."""
    if not isinstance(value, str) or not value.strip():
        return None
    term = literal(value.strip())
    return None if term == '""' else term


def moment(value: object) -> str | None:
    """Return a date term for ISO 8601 text: a day, a month, a year, or a time in UTC.

    A time without a zone is taken as UTC, which is how CKAN stores its own times.
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _YEAR.fullmatch(text) and text != "0000":
        return literal(text, datatype=XSD + "gYear")
    if _MONTH.fullmatch(text) and not text.startswith("0000"):
        return literal(text, datatype=XSD + "gYearMonth")
    try:
        if _DAY.fullmatch(text):
            return literal(date.fromisoformat(text).isoformat(), datatype=XSD + "date")
        when = datetime.fromisoformat(re.sub(r"[Zz]$", "+00:00", text))
        aware = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
        utc = aware.astimezone(timezone.utc).replace(microsecond=0, tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return literal(utc.isoformat() + "Z", datatype=XSD + "dateTime")


def whole_number(value: object) -> str | None:
    """Return an ``xsd:nonNegativeInteger`` term for a number of 0 or more, else None."""
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,18}", text):
        return None
    return literal(str(int(text)), datatype=XSD + "nonNegativeInteger")


def typed(node: str, *classes: str) -> list[Triple]:
    """Return the statements that ``node`` is one of each of ``classes``."""
    return [(node, RDF_TYPE, each) for each in classes]


def known(node: str, *pairs: tuple[str, str | None]) -> list[Triple]:
    """Return a statement for each (predicate, object) whose object is not None."""
    return [(node, predicate, value) for predicate, value in pairs if value is not None]
