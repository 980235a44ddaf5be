"""The languages that the data is in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..code_lists import EU, table
from ..described import Described
from ..terms import DCT, Triple, language_tag, typed
from ..values import listed

AUTHORITY = f"{EU}language/"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:language`` of the dataset, from its field ``language``."""
    yield from languages(described.node, described.value("language"))


def languages(node: str, value: object) -> Iterator[Triple]:
    """Yield ``dct:language`` for tags (``cy``), locales, codes (``CYM``) and IRIs in a field.

    Source: EU authority table language. What it does not have is left out.
    """
    if value is None:
        return
    for text in listed(value):
        code = language_code(text)
        if code:
            term = f"<{AUTHORITY}{code}>"
            yield node, DCT.language, term
            yield from typed(term, DCT.LinguisticSystem)


def language_code(text: str) -> str | None:
    """Return the authority's code of a language, from a tag, locale, code, IRI or English name."""
    bare = text.strip().replace("https://", "http://", 1).rstrip("/")
    for base in (
        AUTHORITY,
        "http://id.loc.gov/vocabulary/iso639-1/",
        "http://lexvo.org/id/iso639-3/",
    ):
        bare = bare.removeprefix(base)
    tag = language_tag(bare)
    if tag is None:
        return _names().get(bare.lower())
    first = tag.partition("-")[0]
    row = table("languages").get(first)
    if row:
        return row["code"]
    return first.upper() if first.upper() in _codes() else _names().get(bare.lower())


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in table("languages").values())


@cache
def _names() -> dict[str, str]:
    return {row["name"].lower(): row["code"] for row in table("languages").values()}
