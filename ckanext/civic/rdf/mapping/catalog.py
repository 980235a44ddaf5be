"""The catalogue itself: its title, who publishes it, in what languages, under what licence."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import Quad

from .agents import agent, contact
from .dates import day, moment
from .fields.coverage import place_iri
from .fields.language import languages
from .fields.subjects import EU_THEMES
from .licences import licence_of, other_licence
from .site import Site
from .terms import (
    DCAT,
    DCT,
    FOAF,
    RDFS,
    SKOS,
    Triple,
    checked_iri,
    email_address,
    known,
    text_value,
    typed,
)


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
    changed = day(modified) if profile == "civic_uk" else moment(modified)
    found = {*_catalog(site), *_publisher(site), *_contact(site, profile), *_taxonomies(site)}
    found.update(known(f"<{site.catalog_iri}>", (DCT.modified, changed)))
    return [(*triple, graph) for triple in sorted(found)]


def _title(site: Site) -> str:
    return text_value(site.title) or f'"{site.url}"'


def _catalog(site: Site) -> Iterator[Triple]:
    catalog, homepage = f"<{site.catalog_iri}>", f"<{site.url}/>"
    yield from typed(catalog, DCAT.Catalog, DCAT.Resource)
    yield catalog, DCT.title, _title(site)
    yield catalog, DCT.description, text_value(site.description) or _title(site)
    yield catalog, FOAF.homepage, homepage
    yield from typed(homepage, FOAF.Document)
    yield from languages(catalog, [site.language, *site.languages])
    licence = licence_of(site.licence) or other_licence(site.licence, None)
    if licence:
        yield catalog, DCT.license, licence[0]
        yield from licence[1]
    place = place_iri(site.spatial)
    if place:
        yield catalog, DCT.spatial, place
        yield from typed(place, DCT.Location)


def _publisher(site: Site) -> Iterator[Triple]:
    node = checked_iri(site.publisher_url) or f"<{site.url}/about#publisher>"
    name = site.publisher_name if text_value(site.publisher_name) else site.title or site.url
    yield f"<{site.catalog_iri}>", DCT.publisher, node
    yield from agent(node, {"name": name})


def _contact(site: Site, profile: str) -> Iterator[Triple]:
    if email_address(site.contact_email):
        node = f"<{site.url}/about#contact>"
        fields = {"name": site.contact_name or site.title, "email": site.contact_email}
        yield f"<{site.catalog_iri}>", DCAT.contactPoint, node
        yield from contact(node, fields, is_uk=profile == "civic_uk")
        address = email_address(site.contact_email)
        if address and profile != "civic_uk":  # as the shapes of high-value datasets want it
            yield from typed(address, RDFS.Resource)


def _taxonomies(site: Site) -> Iterator[Triple]:
    """Yield the lists that themes are taken from: the portal's groups and the EU's data themes."""
    for node, title in (
        (f"<{site.url}/group>", text_value(f"Groups of {site.title or site.url}")),
        (f"<{EU_THEMES}>", '"Data theme"'),
    ):
        yield f"<{site.catalog_iri}>", DCAT.themeTaxonomy, node
        yield from typed(node, SKOS.ConceptScheme)
        yield from known(node, (DCT.title, title), (SKOS.prefLabel, title))
