"""Namespaces that models may use in compact names such as ``schema:name``."""

from __future__ import annotations

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "osspatial": "http://data.ordnancesurvey.co.uk/ontology/spatialrelations/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "payment": "http://reference.data.gov.uk/def/payment#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sf": "http://www.opengis.net/ont/sf#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(compact: str) -> str:
    """Return the full IRI of ``prefix:name``; raises KeyError for an unknown prefix."""
    prefix, _, name = compact.partition(":")
    return PREFIXES[prefix] + name
