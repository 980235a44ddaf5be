"""People and bodies: agents, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from .terms import (
    DCT,
    FOAF,
    SKOS,
    VCARD,
    Triple,
    checked_iri,
    email_address,
    known,
    text_value,
    typed,
    web_address,
)
from .values import texts


def agent(node: str, fields: Mapping[str, Any], *, is_named: bool = True) -> list[Triple]:
    """Return what is said of a foaf:Agent with ckanext-dcat's fields of one.

    Fields: name (or name_translated), email, url or homepage, type (an IRI), identifier. An agent
    must have a name (DCAT-AP 3.0.1, Agent): without one it is called by its address.
    """
    names = texts(fields, "name") or texts(fields, "email") or [f'"{node[1:-1]}"']
    page = web_address(fields.get("homepage")) or web_address(fields.get("url"))
    kind = checked_iri(fields.get("type"))
    found = typed(node, FOAF.Agent)
    found += [(node, FOAF.name, name) for name in names if is_named]
    found += known(
        node,
        (FOAF.mbox, email_address(fields.get("email"))),
        (FOAF.homepage, page),
        (DCT.type, kind),
        (DCT.identifier, text_value(fields.get("identifier"))),
    )
    if page:
        found += typed(page, FOAF.Document)
    if kind:
        found += concept(kind, last_part(kind))
    return found


def contact(node: str, fields: Mapping[str, Any], *, is_uk: bool) -> list[Triple]:
    """Return what is said of a vcard:Kind: name, email, url, identifier.

    DCAT-AP wants the address as an IRI (``mailto:``), the UK model as text.
    """
    email = email_address(fields.get("email"))
    if email and is_uk:
        email = text_value(email[len("<mailto:") : -1])
    found = typed(node, VCARD.Kind)
    names = texts(fields, "name")
    found += [(node, VCARD.fn, name) for name in (names[:1] if is_uk else names)]
    found += known(
        node,
        (VCARD.hasEmail, email),
        (VCARD.hasURL, web_address(fields.get("url"))),
        (VCARD.hasUID, checked_iri(fields.get("identifier"))),
    )
    if telephone := text_value(fields.get("telephone")):
        found.append((node, VCARD.hasTelephone, telephone))
    return found


def concept(node: str, label: str | None) -> list[Triple]:
    """Return that ``node`` is a skos:Concept with a label (a term)."""
    return [*typed(node, SKOS.Concept), (node, SKOS.prefLabel, label or f'"{node[1:-1]}"')]


def last_part(node: str) -> str | None:
    """Return the last part of an IRI's path or fragment as a text term: its plainest name."""
    return text_value(unquote(node[1:-1].rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]))
