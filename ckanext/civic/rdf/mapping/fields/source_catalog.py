"""The catalogue that a harvested dataset comes from, where the portal wants to show it.

Source: ckanext-dcat, ``ckanext.dcat.expose_subcatalogs``, and the extras that its harvester writes
(``source_catalog_homepage`` and the others). Each dataset of a source is linked, not just one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..described import Described
from ..terms import (
    DCAT,
    DCT,
    FOAF,
    Triple,
    checked_iri,
    email_address,
    known,
    text_value,
    typed,
    web_address,
)
from ..values import decoded


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<catalog> dct:hasPart <source> . <source> dcat:dataset <dataset>`` and the source.

    DCAT-AP wants of every catalogue a title, a description and a publisher: a source that does
    not say them is called by its address.
    """
    if not described.site.shows_source_catalogs:
        return
    source = web_address(described.value("source_catalog_homepage"))
    if source is None:
        return
    title = text_value(described.value("source_catalog_title")) or text_value(source[1:-1])
    yield f"<{described.site.catalog_iri}>", DCT.hasPart, source
    yield source, DCAT.dataset, described.node
    yield from typed(source, DCAT.Catalog, DCAT.Resource, FOAF.Document)
    yield from known(
        source,
        (DCT.title, title),
        (DCT.description, text_value(described.value("source_catalog_description")) or title),
        (DCT.modified, described.when(described.value("source_catalog_modified"))),
        (FOAF.homepage, source),
    )
    yield from _publisher(source, _said(described.value("source_catalog_publisher")), title)


def _publisher(source: str, said: Mapping[str, Any], title: str | None) -> Iterator[Triple]:
    stated = said.get("uri")
    agent = checked_iri(stated) or f"{source[:-1]}#publisher>"
    homepage = web_address(said.get("url"))
    yield source, DCT.publisher, agent
    yield from typed(agent, FOAF.Agent)
    yield from known(
        agent,
        (FOAF.name, text_value(said.get("name")) or title),
        (FOAF.mbox, email_address(said.get("email"))),
        (FOAF.homepage, homepage),
    )
    if homepage:
        yield from typed(homepage, FOAF.Document)


def _said(value: object) -> Mapping[str, Any]:
    """Return the publisher that the harvester wrote down as JSON; empty when that is none."""
    value = decoded(value)
    return value if isinstance(value, Mapping) else {}
