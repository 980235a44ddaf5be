"""Web services: those that a file can be had from, and a dataset that is one itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..described import Described
from ..services import Service, endpoints, is_service, service_of, services
from ..terms import (
    DCAT,
    DCT,
    FOAF,
    RDFS,
    Triple,
    checked_iri,
    known,
    text_value,
    typed,
    web_address,
)
from ..values import listed, texts
from .contact import contacts
from .publisher import organization_node, stated_agent


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<distribution> dcat:accessService <service>``, a dcat:DataService of the catalogue.

    ``<catalog> dcat:service <service>`` says that it stands there of its own.
    """
    if is_service(described):
        yield from _dataset_service(described)
        return
    for resource, node, service, fields in services(described):
        yield resource, DCAT.accessService, node
        yield f"<{described.site.catalog_iri}>", DCAT.service, node
        yield from typed(node, DCAT.DataService, DCAT.Resource)
        yield node, DCAT.servesDataset, described.node
        yield from _titles(described, node, service, fields)
        yield from _addresses(described, node, service, fields)
        yield from _standards(node, service, fields)
        yield from _inherited(described, node)


def _dataset_service(described: Described) -> Iterator[Triple]:
    node = described.node
    for endpoint in described.said(endpoints(described)):
        yield node, DCAT.endpointURL, endpoint
    found = [service_of(resource) for _, resource in described.resources]
    stated = [web_address(text) for text in described.listed("endpoint_description")]
    own = [service.description for service in found if service]
    for description in described.said([each for each in (*stated, *own) if each]):
        yield node, DCAT.endpointDescription, description
    for service in filter(None, found):
        yield from _standards(node, service, {})


def _titles(
    described: Described, node: str, service: Service | None, fields: Mapping[str, Any]
) -> Iterator[Triple]:
    found = described.said(texts(fields, "title", "name")) or described.texts("title", "name")
    for title in found or [f'"{node[1:-1]}"']:
        yield node, DCT.title, title
    own = described.said(texts(fields, "description"))
    for description in own or described.texts("notes", "description") or found:
        yield node, DCT.description, description


def _addresses(
    described: Described, node: str, service: Service | None, fields: Mapping[str, Any]
) -> Iterator[Triple]:
    if service:
        yield node, DCAT.endpointURL, service.endpoint
        yield from known(node, (DCAT.endpointDescription, service.description))
    else:
        stated = map(web_address, listed(fields.get("endpoint_url")))
        for endpoint in described.said([each for each in stated if each]):
            yield node, DCAT.endpointURL, endpoint
        description = web_address(fields.get("endpoint_description"))
        yield from known(node, (DCAT.endpointDescription, description))
    for text in listed(fields.get("landing_page")):
        page = web_address(text)
        if page:
            yield node, DCAT.landingPage, page
            yield from typed(page, FOAF.Document)


def _standards(node: str, service: Service | None, fields: Mapping[str, Any]) -> Iterator[Triple]:
    if service and service.standard:
        standard = f"<{service.standard}>"
        yield node, DCT.conformsTo, standard
        yield from typed(standard, DCT.Standard)
        yield standard, RDFS.label, f'"{service.title}"'
    for text in listed(fields.get("conforms_to")):
        standard = checked_iri(text)
        if standard:
            yield node, DCT.conformsTo, standard
            yield from typed(standard, DCT.Standard)


def _inherited(described: Described, node: str) -> Iterator[Triple]:
    """Yield what a service has of its dataset: publisher, contact, keywords, EU themes."""
    publisher = stated_agent(described, "publisher")
    agent = (
        described.node_or_part(publisher.get("uri"), "publisher")
        if publisher
        else organization_node(described)
    )
    yield from known(node, (DCT.publisher, agent))
    for contact, _ in contacts(described):
        yield node, DCAT.contactPoint, contact
    if described.is_uk:
        yield from known(node, (DCT.creator, agent))
    yield node, FOAF.page, described.page
    for tag in described.objects("tags"):
        yield from known(node, (DCAT.keyword, text_value(tag.get("name"))))
