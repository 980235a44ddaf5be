"""Whom to ask about the dataset."""

from __future__ import annotations

from collections.abc import Iterator

from .described import Described
from .terms import DCAT, VCARD, Triple, email_address, known, text_value, typed, web_address


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> dcat:contactPoint <dataset#contact>``, a vcard:Kind.

    The first of contact, maintainer and author that has a name or a valid e-mail address.
    """
    for role in ("contact", "maintainer", "author"):
        name = text_value(described.value(f"{role}_name")) or text_value(described.value(role))
        email = email_address(described.value(f"{role}_email"))
        page = web_address(described.value(f"{role}_url"))
        if name or email:
            contact = described.part("contact")
            yield described.node, DCAT.contactPoint, contact
            yield from typed(contact, VCARD.Kind)
            yield from known(
                contact,
                (VCARD.fn, name),
                (VCARD.hasEmail, email),
                (VCARD.hasURL, page),
            )
            return
