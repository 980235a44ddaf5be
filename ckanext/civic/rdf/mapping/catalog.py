"""The catalogue itself: its title, who publishes it, in what language."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import Quad

from .code_lists import EU, find
from .site import Site
from .terms import DCAT, DCT, FOAF, Triple, checked_iri, known, moment, text_value, typed


def catalog_graph(site: Site) -> str:
    """Return the IRI of the graph that describes the catalogue."""
    return f"{site.uri_base}/graph/catalog"


def catalog_quads(
    site: Site, *, profile: str = "civic_dcat_ap", modified: str | None = None
) -> list[Quad]:
    """Return the description of the catalogue, sorted; its datasets each say that they are in it.

    DCAT-AP 3.0.1 wants a title, a description and a publisher: a portal without a description
    is described by its title. ``modified``: when anything in it changed last, ISO 8601.
    """
    graph = f"<{catalog_graph(site)}>"
    found = set(_triples(site))
    if changed := moment(modified):
        found.add((f"<{site.catalog_iri}>", DCT.modified, changed))
    return [(*triple, graph) for triple in sorted(found)]


def _triples(site: Site) -> Iterator[Triple]:
    catalog = f"<{site.catalog_iri}>"
    title = text_value(site.title) or text_value(site.url)
    publisher = checked_iri(site.publisher_url) or f"<{site.url}/about#publisher>"
    homepage = f"<{site.url}/>"
    language = find("languages", site.language.replace("_", "-").split("-")[0])
    yield from typed(catalog, DCAT.Catalog, DCAT.Resource)
    yield from known(
        catalog,
        (DCT.title, title),
        (DCT.description, text_value(site.description) or title),
        (DCT.publisher, publisher),
        (FOAF.homepage, homepage),
    )
    yield from typed(homepage, FOAF.Document)
    yield from typed(publisher, FOAF.Agent)
    yield from known(publisher, (FOAF.name, text_value(site.publisher_name) or title))
    if language:
        node = f"<{EU}language/{language['code']}>"
        yield catalog, DCT.language, node
        yield from typed(node, DCT.LinguisticSystem)
