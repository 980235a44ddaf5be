"""What is said of an organisation (a publisher) and of a group (a theme) at their own addresses.

The names are those that the datasets' descriptions use: ``{portal}/organization/{name}`` and
``{portal}/group/{name}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from ckanext.civic.core.nquads import path_segment

from ..mapping.site import Site
from ..mapping.terms import (
    DCT,
    FOAF,
    RDFS,
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


def agent_triples(organization: Mapping[str, Any], site: Site) -> list[Triple]:
    """Return an organisation as ``organization_show`` gives it to a stranger: ``a foaf:Agent``
    with its name, what it is, where to find and to write to it, and its datasets' address."""
    return sorted(set(_agent(organization, site)))


def theme_triples(group: Mapping[str, Any], site: Site) -> list[Triple]:
    """Return a group as ``group_show`` gives it to a stranger: ``a skos:Concept``."""
    node = address(site, "group", group)
    title = text_value(group.get("title")) or text_value(group.get("name"))
    found = [
        *typed(node, SKOS.Concept),
        *known(
            node,
            (SKOS.prefLabel, title),
            (SKOS.definition, text_value(group.get("description"))),
            (DCT.identifier, text_value(group.get("id"))),
            (RDFS.seeAlso, _datasets(site, "groups", group)),
        ),
    ]
    return sorted(set(found))


def address(site: Site, kind: str, group: Mapping[str, Any]) -> str:
    """Return the term for a group's own address; ``kind`` is ``organization`` or ``group``."""
    return f"<{site.url}/{kind}/{path_segment(str(group['name']))}>"


def _agent(organization: Mapping[str, Any], site: Site) -> Iterator[Triple]:
    node = address(site, "organization", organization)
    extras = {each["key"]: each["value"] for each in organization.get("extras") or ()}
    fields = {**extras, **{key: value for key, value in organization.items() if value}}
    homepage = web_address(fields.get("homepage")) or web_address(fields.get("url"))
    yield from typed(node, FOAF.Agent, FOAF.Organization)
    yield from known(
        node,
        (FOAF.name, text_value(fields.get("title")) or text_value(fields.get("name"))),
        (DCT.description, text_value(fields.get("description"))),
        (DCT.identifier, text_value(fields.get("id"))),
        (FOAF.homepage, homepage),
        (FOAF.mbox, email_address(fields.get("email"))),
        (VCARD.hasEmail, email_address(fields.get("email"))),
        (FOAF.img, web_address(fields.get("image_display_url"))),
        (RDFS.seeAlso, _datasets(site, "organization", organization)),
    )
    if homepage:
        yield from typed(homepage, FOAF.Document)
    yield from known(node, (_SAME_AS, checked_iri(fields.get("uri"))))


_SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"


def _datasets(site: Site, field: str, group: Mapping[str, Any]) -> str:
    """Return the term for the pages of the catalogue with the group's datasets."""
    asked = urlencode({"fq": f'{field}:"{group["name"]}"'})
    return f"<{site.url}/catalog?{asked}>"
