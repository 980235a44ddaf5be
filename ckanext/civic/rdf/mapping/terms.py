"""Namespaces and term makers that the field groups share.

``DCT.title`` is the N-Quads term ``<http://purl.org/dc/terms/title>``. Makers answer None for a
value that cannot be that term, so that a bad value is left out and never becomes a wrong one.
"""

from __future__ import annotations

import re
from math import isfinite

import pyoxigraph

from ckanext.civic.core.nquads import RDF_TYPE, XSD, literal, path_segment

Triple = tuple[str, str, str]


class Namespace:
    """Makes IRI terms by attribute: ``Namespace("http://e/").name`` is ``<http://e/name>``."""

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> str:
        term = f"<{self._base}{name}>"
        setattr(self, name, term)  # the next time it is there at once
        return term


PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "ukgov_metadata": "https://w3id.org/co-cddo/ukgov-metadata-exchange-model/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

ADMS = Namespace(PREFIXES["adms"])
DCAT = Namespace(PREFIXES["dcat"])
DCATAP = Namespace(PREFIXES["dcatap"])
DCT = Namespace(PREFIXES["dct"])
DQV = Namespace(PREFIXES["dqv"])
ELI = Namespace(PREFIXES["eli"])
FOAF = Namespace(PREFIXES["foaf"])
GEO = Namespace(PREFIXES["geo"])
LOCN = Namespace(PREFIXES["locn"])
OA = Namespace(PREFIXES["oa"])
OWL = Namespace(PREFIXES["owl"])
PROV = Namespace(PREFIXES["prov"])
RDFS = Namespace(PREFIXES["rdfs"])
SKOS = Namespace(PREFIXES["skos"])
SPDX = Namespace(PREFIXES["spdx"])
UKGOV = Namespace(PREFIXES["ukgov_metadata"])
VCARD = Namespace(PREFIXES["vcard"])
VOID = Namespace(PREFIXES["void"])

_WEB = re.compile(r"(?:https?|ftp)://(?:[^/?#@:\[]|\[[^]]+\])", re.IGNORECASE)
# RFC 3986, 3.2.1; browsers take an address of the web for one with fewer or more slashes too
_WITH_USER = re.compile(r"(?:[a-z][a-z0-9+.-]*://|(?:https?|ftp):/*)[^/?#\s]*@", re.IGNORECASE)
_RUNS = re.compile(r"(?:javascript|vbscript|data|blob|file|about|view-source):", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")
_PLAIN = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_SCRIPTS = {"latin": "latn", "cyrillic": "cyrl"}
# what needs an escape or may not stand in a literal at all
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]')


def checked_iri(text: object) -> str | None:
    """Return the term for ``text`` when it is a valid absolute IRI (RFC 3987), else None.

    Schemes that run or carry something when followed (``javascript:``) name nothing; nor does an
    address with a user's name or password, which nobody else should learn.
    """
    if not isinstance(text, str) or has_user(text):
        return None
    if text[:4] != "http" and _RUNS.match(text):
        return None
    try:
        pyoxigraph.NamedNode(text)
    except (ValueError, UnicodeError):
        return None
    return f"<{text}>"


def has_user(text: object) -> bool:
    """Tell whether ``text`` is an address with a user's name or password before the host."""
    return isinstance(text, str) and "@" in text and _WITH_USER.match(text.strip()) is not None


def web_address(text: object) -> str | None:
    """Return the term for ``text`` when it is a valid http, https or ftp address, else None."""
    if not isinstance(text, str):
        return None
    text = text.strip()
    return checked_iri(text) if _WEB.match(text) else None


def email_address(text: object) -> str | None:
    """Return the ``mailto:`` term for one plain e-mail address, else None."""
    if not isinstance(text, str):
        return None
    text = text.strip().removeprefix("mailto:")
    return checked_iri("mailto:" + text) if _EMAIL.fullmatch(text) else None


def text_value(value: object, language: str | None = None) -> str | None:
    """Return the literal term for a text or number with something in it, else None.

    Control characters and halves of surrogate pairs are left out: no XML document should hold
    them. A text that is nothing but an address with a password (`has_user`) is left out whole.
    """
    if not isinstance(value, str):
        if not isinstance(value, (int, float)) or isinstance(value, bool) or not isfinite(value):
            return None
        value = str(value)
    text = value.strip()
    if not text or has_user(text):
        return None
    if _SPECIAL.search(text):
        term = literal(text, language=language)
        return None if term.startswith('""') else term
    return f'"{text}"@{language}' if language else f'"{text}"'


def language_tag(text: object) -> str | None:
    """Return a BCP 47 tag in lower case for a tag or a CKAN locale, else None.

    CKAN's ``en_GB`` is ``en-gb``, its ``sr@latin`` ``sr-latn``. RDF compares tags whatever their
    case (RDF 1.1 Concepts, 3.3), and stores write them so.
    """
    if not isinstance(text, str) or len(text) > 35:
        return None
    tag, _, script = text.strip().lower().replace("_", "-").partition("@")
    if script:
        tag = f"{tag}-{_SCRIPTS.get(script, script)}"
    return tag if _LANGUAGE.fullmatch(tag) else None


def segment(text: str) -> str:
    """Return ``text`` percent-encoded as one segment of an IRI path."""
    return text if _PLAIN.fullmatch(text) else path_segment(text)


def whole_number(value: object) -> str | None:
    """Return an ``xsd:nonNegativeInteger`` term for a number of 0 or more, else None."""
    text = str(value).strip() if isinstance(value, (int, str)) else ""
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,18}", text):
        return None
    return f'"{int(text)}"^^<{XSD}nonNegativeInteger>'


def typed(node: str, *classes: str) -> list[Triple]:
    """Return the statements that ``node`` is one of each of ``classes``."""
    if len(classes) == 1:
        return [(node, RDF_TYPE, classes[0])]
    return [(node, RDF_TYPE, each) for each in classes]


def known(node: str, *pairs: tuple[str, str | None]) -> list[Triple]:
    """Return a statement for each (predicate, object) whose object is not None."""
    return [(node, predicate, value) for predicate, value in pairs if value is not None]
