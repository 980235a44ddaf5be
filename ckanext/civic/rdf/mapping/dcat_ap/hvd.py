"""High-value datasets: their category and the law that makes them so.

Source: DCAT-AP for HVD 3.0.0; Commission Implementing Regulation (EU) 2023/138.
"""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import RDF_TYPE

from ..agents import concept, last_part
from ..code_lists import coded, title_of
from ..described import Described
from ..fields.contact import contacts
from ..fields.distribution import access_address
from ..fields.relations import samples
from ..services import endpoints, is_service, service_nodes, services
from ..terms import (
    DCATAP,
    ELI,
    RDFS,
    Triple,
    checked_iri,
    email_address,
    text_value,
    typed,
    web_address,
)
from ..values import listed

REGULATION = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
_CATEGORIES = "http://data.europa.eu/bna/"


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dcatap:hvdCategory`` and ``dcatap:applicableLegislation``.

    A category is said of the dataset and its services, the law of its files too. A dataset with a
    category is one under the Regulation, so that this is said even where no law is named.
    """
    categories = _categories(described)
    stated = map(checked_iri, described.listed("applicable_legislation"))
    laws = [law for law in stated if law]
    if categories and f"<{REGULATION}>" not in laws:
        laws.append(f"<{REGULATION}>")
    whole = [described.node, *service_nodes(described)]
    for node, label in categories:
        yield from concept(node, label)
        yield from ((each, DCATAP.hvdCategory, node) for each in whole)
    files = [node for node, _ in (*described.resources, *samples(described))]
    parts = files if categories else []
    for law in laws:
        yield from typed(law, ELI.LegalResource)
        yield from ((each, DCATAP.applicableLegislation, law) for each in (*whole, *parts))
    for node, resource in described.resources:
        for text in listed(resource.get("applicable_legislation")):
            law = checked_iri(text)
            if law:
                yield node, DCATAP.applicableLegislation, law
                yield from typed(law, ELI.LegalResource)
    if categories:
        yield from ((address, RDF_TYPE, RDFS.Resource) for address in _addresses(described))


def _categories(described: Described) -> list[tuple[str, str | None]]:
    """Return node and label of each category; IRIs, codes and English names are understood."""
    found = []
    for text in described.listed("hvd_category"):
        code = coded("hvd_categories", _CATEGORIES, text)
        node = f"<{_CATEGORIES}{code}>" if code else checked_iri(text)
        if node:
            label = text_value(title_of("hvd_categories", code)) if code else last_part(node)
            found.append((node, label))
    return found


def _addresses(described: Described) -> Iterator[str]:
    """Yield the addresses that the profile's shapes want to be called resources."""
    for _, resource in described.resources:
        yield access_address(described, resource)
    for _, _, service, fields in services(described):
        if service:
            yield from filter(None, (service.endpoint, service.description))
        for text in (*listed(fields.get("endpoint_url")), fields.get("endpoint_description")):
            yield from filter(None, (web_address(text),))
    if is_service(described):
        yield from endpoints(described)
    yield from (address for _, address in samples(described))
    for _, fields in contacts(described):
        ways = (email_address(fields.get("email")), web_address(fields.get("url")))
        yield from filter(None, ways)
