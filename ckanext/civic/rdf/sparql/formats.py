"""The formats that answers come in, and which one a request asks for.

Source: SPARQL 1.1 Protocol, 3.2 (formats of answers); RFC 9110, 12.5.1 (Accept).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph

from ckanext.civic.core.negotiation import choose

RESULT_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRUTH_FORMATS = {key: RESULT_FORMATS[key] for key in ("json", "xml")}
GRAPH_FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
PAGE = {"html": "text/html"}
WRITERS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
_ALSO = {
    "json": "application/json",
    "xml": "application/xml",
    "nt": "text/plain",
    "rdf": "application/xml",
    "html": "application/xhtml+xml",
}
_NAMES = {"turtle": "ttl", "n-triples": "nt", "ntriples": "nt", "json-ld": "jsonld"}


def named_format(name: str, offered: Mapping[str, str]) -> str | None:
    """Return the key in ``offered`` that a ``?format=`` value or a file ending stands for."""
    key = name.strip().lower()
    key = _NAMES.get(key, key)
    if key == "xml" and "xml" not in offered:
        key = "rdf"
    if key in offered:
        return key
    return next((each for each, media in offered.items() if media == key), None)


def accepted_format(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """Return the key in ``offered`` that the Accept header prefers; None when it takes none."""
    media_types = {media: key for key, media in offered.items()}
    media_types |= {media: key for key, media in _ALSO.items() if key in offered}
    best = choose(accept, list(media_types))
    return media_types[best] if best else None
