"""What the dataset is: its class, title, description, identifiers, dates and pages."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import XSD

from ..described import Described
from ..services import is_service
from ..terms import (
    ADMS,
    DCAT,
    DCT,
    FOAF,
    RDFS,
    SKOS,
    Triple,
    known,
    text_value,
    typed,
    web_address,
)

SERIES = "dataset_series"  # ckanext-dataset-series


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> a dcat:Dataset ; dct:title … ; dct:issued …``.

    DCAT-AP wants a title and a description: a dataset without notes is described by its title.
    """
    node = described.node
    yield from typed(node, DCAT.Resource, *_classes(described))
    yield from naming(described)
    yield from _dates(described)
    yield from _identifiers(described)
    yield from _pages(described)


def naming(described: Described) -> Iterator[Triple]:
    """Yield the title and description, in each language that they are in."""
    titles = described.texts("title", "name") or [f'"{described.iri}"']
    for title in titles:
        yield described.node, DCT.title, title
    for description in described.texts("notes", "description") or titles:
        yield described.node, DCT.description, description
    for other in described.texts("alternative_title", "alternate_title"):
        yield described.node, DCT.alternative, other


def _classes(described: Described) -> tuple[str, ...]:
    if is_service(described):
        return (DCAT.DataService,)
    if described.dataset.get("type") == SERIES:  # which is a dataset too (DCAT 3, 6.7)
        return DCAT.DatasetSeries, DCAT.Dataset
    return (DCAT.Dataset,)


def _dates(described: Described) -> Iterator[Triple]:
    """Yield when it was created, issued and changed.

    A copy's own times are the copying portal's, so only its extras say when it was issued.
    """
    created = None if described.is_copy else described.value("metadata_created")
    changed = None if described.is_copy else described.value("metadata_modified")
    when = described.when
    yield from known(
        described.node,
        (DCT.created, when(described.value("created"))),
        (DCT.issued, when(described.value("issued")) or when(created)),
        (DCT.modified, when(described.value("modified")) or when(changed)),
    )


def _identifiers(described: Described) -> Iterator[Triple]:
    node = described.node
    if described.is_uk:  # uriorcurie
        yield node, DCT.identifier, f'"{described.iri}"^^<{XSD}anyURI>'
    else:
        stated = text_value(described.value("identifier"))
        yield node, DCT.identifier, stated or text_value(described.id) or f'"{described.iri}"'
    for number, other in enumerate(described.listed("alternate_identifier"), start=1):
        if notation := text_value(other):
            part = described.part(f"identifier-{number}")
            yield node, ADMS.identifier, part
            yield from typed(part, ADMS.Identifier)
            yield part, SKOS.notation, notation


def _pages(described: Described) -> Iterator[Triple]:
    node = described.node
    yield node, DCAT.landingPage, described.page
    yield from typed(described.page, FOAF.Document)
    for text in (*described.listed("url"), *described.listed("documentation", "homepage")):
        page = web_address(text)
        if page:
            yield node, FOAF.page, page
            yield from typed(page, FOAF.Document)
    for text in described.listed("see_also"):
        yield from known(node, (RDFS.seeAlso, web_address(text)))
