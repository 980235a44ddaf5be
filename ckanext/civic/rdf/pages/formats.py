"""The formats that the catalogue's documents come in, by the ending of the address.

Source: media types of RDF 1.1 Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD 1.1 and Notation3;
endings as ckanext-dcat has them, and those of the other syntaxes.
"""

from __future__ import annotations

import pyoxigraph

from ckanext.civic.core.negotiation import choose

MEDIA_TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "xml": "application/rdf+xml",
    "nt": "application/n-triples",
    "n3": "text/n3",
    "nq": "application/n-quads",
    "trig": "application/trig",
}
WRITERS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "n3": pyoxigraph.RdfFormat.N3,
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
WITH_GRAPHS = frozenset({"nq", "trig"})  # JSON-LD goes without: its readers here expect none
HTML = "html"
_PAGE = {"text/html": HTML, "application/xhtml+xml": HTML}
_OFFERED = {media: ending for ending, media in reversed(MEDIA_TYPES.items()) if ending != "xml"}


def content_type(ending: str) -> str:
    """Return the media type for an ending, with the character set that all of them have."""
    return f"{MEDIA_TYPES[ending]}; charset=utf-8"


def preferred(accept: str | None) -> str | None:
    """Return the ending that an Accept header prefers, ``html`` for a page, None for neither.

    Without a header, or where a page is liked as well as data, it is the page.
    """
    offers = {**_PAGE, **dict(reversed(_OFFERED.items()))}
    best = choose(accept, list(offers))
    return offers[best] if best else None
