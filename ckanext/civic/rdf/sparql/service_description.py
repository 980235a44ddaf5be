"""What the end point says of itself when it's asked nothing.

Source: W3C SPARQL 1.1 Service Description.
"""

from __future__ import annotations

from .formats import GRAPH_FORMATS, RESULT_FORMATS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
}


def service_description(endpoint: str) -> str:
    """Return N-Triples about the service at ``endpoint`` (an absolute IRI), sorted."""
    node, rdf_type = f"<{endpoint}>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    said = [
        (rdf_type, f"<{_SD}Service>"),
        (f"<{_SD}endpoint>", node),
        (f"<{_SD}supportedLanguage>", f"<{_SD}SPARQL11Query>"),
        (f"<{_SD}feature>", f"<{_SD}UnionDefaultGraph>"),
    ]
    said += [
        (f"<{_SD}resultFormat>", f"<{_FORMATS}{_NAMES[key]}>")
        for key in (*RESULT_FORMATS, *GRAPH_FORMATS)
    ]
    return "".join(sorted(f"{node} {predicate} {object_} .\n" for predicate, object_ in said))
