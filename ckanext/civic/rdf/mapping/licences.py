"""Licences: which one a text means, and what is known of it.

Sources: the licences' own pages; EU Publications Office, authority table licence; ADMS 1.0,
licence types (https://semiceu.github.io/ADMS/, the values of dct:type of a licence).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .agents import concept
from .code_lists import EU, coded, find, table, title_of
from .terms import DCT, SKOS, Triple, checked_iri, text_value, typed, web_address

_TYPES = "http://purl.org/adms/licencetype/"
_LONGEST = 300  # characters of any address in the tables
_EDITION = re.compile(r"/(deed|legalcode)?(\.[a-z]{2}(_[a-z]{2})?)?$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def licence_of(text: str) -> tuple[str, tuple[Triple, ...]] | None:
    """Return the node of the licence that an id or address means, and what is known of it.

    Known ids and addresses are those of ``licences.csv`` and of the EU's table. None for others.
    """
    if len(text) > _LONGEST:
        return None
    row = _by_id().get(text.strip().lower()) or _by_address().get(_address(text))
    if row is None:
        code = coded("licences_eu", f"{EU}licence/", text)
        row = _by_eu().get(code or "")
        if code and row is None:
            title = text_value(title_of("licences_eu", code))
            node = f"<{EU}licence/{code}>"
            return node, tuple(licence(node, title))
    return _known(row["iri"]) if row else None


def other_licence(address: object, title: object) -> tuple[str, tuple[Triple, ...]] | None:
    """Return the licence at a web address that no table knows: its title, and no more."""
    node = web_address(address)
    return (node, tuple(licence(node, text_value(title)))) if node else None


def licence(node: str, title: str | None) -> list[Triple]:
    """Return that ``node`` is a licence with a title (a term)."""
    return [*typed(node, DCT.LicenseDocument), *([(node, DCT.title, title)] if title else [])]


@cache
def _known(address: str) -> tuple[str, tuple[Triple, ...]] | None:
    row = table("licences")[address.lower()]
    node = checked_iri(row["iri"])
    if node is None:
        return None
    found = licence(node, text_value(row["title"]))
    for code in row["types"].split():
        kind = f"<{_TYPES}{code}>"
        entry = find("licence_types", code)
        found.append((node, DCT.type, kind))
        found += concept(kind, text_value(entry["title"] if entry else code))
    if row["eu"]:
        found.append((node, SKOS.exactMatch, f"<{EU}licence/{row['eu']}>"))
    return node, tuple(found)


@cache
def _by_id() -> dict[str, dict[str, str]]:
    return {id: row for row in table("licences").values() for id in row["ids"].split()}


@cache
def _by_eu() -> dict[str, dict[str, str]]:
    return {row["eu"]: row for row in table("licences").values() if row["eu"]}


@cache
def _by_address() -> dict[str, dict[str, str]]:
    found = {_address(row["iri"]): row for row in table("licences").values()}
    for row in table("licences").values():
        found.update((address, row) for address in row["addresses"].split())
    return found


def _address(text: str) -> str:
    """Return an address without scheme, ``www.``, and the ending of a language's edition."""
    bare = re.sub(r"^https?://(www\.)?", "", text.strip().lower())
    return _EDITION.sub("", bare).rstrip("/")
