"""Whom to ask about the dataset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..agents import contact
from ..described import Described
from ..terms import DCAT, Triple, email_address, text_value
from ..values import texts

_ROLES = ("contact", "maintainer", "author")
Contact = tuple[str, Mapping[str, Any]]
_FIELDS = ("uri", "name", "email", "url", "identifier", "telephone")

_NAMES = {role: [(field, f"{role}_{field}") for field in _FIELDS] for role in _ROLES}


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dcat:contactPoint <dataset#contact>``, a vcard:Kind."""
    for node, fields in contacts(described):
        yield described.node, DCAT.contactPoint, node
        yield from contact(node, fields, is_uk=described.is_uk)


def contacts(described: Described) -> list[Contact]:
    """Return whom to ask: node and fields.

    The records of the field ``contact``; else the first of contact, maintainer and author that
    has a name or a valid e-mail address; else the organisation's own address, else the portal's.
    """
    return described.once("contacts", _contacts)


def _contacts(described: Described) -> list[Contact]:
    found = []
    for number, record in enumerate(described.records("contact"), start=1):
        if _is_someone(record):
            part = "contact" if number == 1 else f"contact-{number}"
            found.append((described.node_or_part(record.get("uri"), part), record))
    if not found:
        fields = _flat(described)
        if fields:
            found = [(described.node_or_part(fields.get("uri"), "contact"), fields)]
    return found[:1] if described.is_uk else found  # the UK model has one


def _flat(described: Described) -> Mapping[str, Any] | None:
    for role in _ROLES:
        fields = {field: described.value(name) for field, name in _NAMES[role]}
        if fields["name"] is None and not described.records(role):
            fields["name"] = described.value(role)
        if _is_someone(fields):
            return _named(described, fields)
    organization = described.facts.organization
    if organization and not described.is_copy and email_address(organization.email):
        return _named(described, {"email": organization.email})
    site = described.site
    if not described.is_copy and email_address(site.contact_email):
        return {"name": site.contact_name or site.title, "email": site.contact_email}
    return None


def _named(described: Described, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields with a name: without one, that of the organisation that answers there."""
    organization = described.dataset.get("organization")
    if texts(fields, "name") or not isinstance(organization, Mapping):
        return fields
    return {**fields, "name": organization.get("title") or organization.get("name")}


def _is_someone(fields: Mapping[str, Any]) -> bool:
    return bool(
        texts(fields, "name")
        or email_address(fields.get("email"))
        or (text_value(fields.get("uri")) and text_value(fields.get("url")))
    )
