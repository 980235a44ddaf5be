"""Title, description, identifier, version, dates and pages of a dataset."""

from __future__ import annotations

from collections.abc import Iterator

from .described import Described
from .terms import DCAT, DCT, FOAF, Triple, known, moment, text_value, typed, web_address


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<dataset> a dcat:Dataset ; dct:title … ; dct:issued …``.

    DCAT-AP wants a title and a description: a dataset without notes is described by its title.
    A copy's own times are the copying portal's, so only its extras say when it was issued.
    """
    node = described.node
    title = text_value(described.value("title")) or text_value(described.value("name"))
    title = title or text_value(described.id)
    created = None if described.is_copy else described.value("metadata_created")
    changed = None if described.is_copy else described.value("metadata_modified")
    yield from typed(node, DCAT.Dataset, DCAT.Resource)
    yield from known(
        node,
        (DCT.title, title),
        (DCT.description, text_value(described.value("notes", "description")) or title),
        (DCT.identifier, text_value(described.value("identifier")) or text_value(described.id)),
        (DCAT.version, text_value(described.value("version"))),
        (DCT.issued, moment(described.value("issued")) or moment(created)),
        (DCT.modified, moment(described.value("modified")) or moment(changed)),
    )
    name = described.names.rows.rpartition("/")[2]  # the name where it was born
    landing = f"<{described.names.origin}/dataset/{name}>"
    for predicate, page in (
        (DCAT.landingPage, landing),
        (FOAF.page, web_address(described.value("url"))),
    ):
        if page:
            yield node, predicate, page
            yield from typed(page, FOAF.Document)
