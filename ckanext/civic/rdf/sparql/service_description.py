"""What the end point says of itself when it's asked nothing.

Source: W3C SPARQL 1.1 Service Description, 3 (vocabulary); W3C Unique URIs for File Formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.core.nquads import RDF_TYPE, XSD, iri, literal

from .formats import GRAPH_FORMATS, RESULT_FORMATS

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
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


@dataclass(frozen=True)
class Graph:
    """A named graph: its IRI and how many triples it has."""

    name: str
    triples: int


def service_description(endpoint: str, graphs: Sequence[Graph]) -> Iterable[str]:
    """Yield lines of N-Triples, sorted, about the service at ``endpoint`` (an absolute IRI).

    Shape: the service, its default dataset, the default graph (the union of all graphs), and a
    ``sd:NamedGraph`` with its ``sd:Graph`` for each of ``graphs``. No blank nodes.
    """
    service, dataset, union = (iri(f"{endpoint}{part}") for part in ("", "#dataset", "#all"))
    said = [
        (service, RDF_TYPE, _sd("Service")),
        (service, _sd("endpoint"), service),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        (service, _sd("defaultDataset"), dataset),
        (dataset, RDF_TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), union),
        (union, RDF_TYPE, _sd("Graph")),
        (union, _void("triples"), _whole(sum(graph.triples for graph in graphs))),
    ]
    said += [
        (service, _sd("resultFormat"), iri(_FORMATS + _NAMES[key]))
        for key in (*RESULT_FORMATS, *GRAPH_FORMATS)
    ]
    for graph in graphs:
        # a name of ours: the graph's own may lie under another portal's address
        named = iri(f"{endpoint}#graph-{sha256_hex(graph.name.encode())[:16]}")
        said += [
            (dataset, _sd("namedGraph"), named),
            (named, RDF_TYPE, _sd("NamedGraph")),
            (named, _sd("name"), iri(graph.name)),
            (named, _sd("graph"), iri(graph.name)),
            (iri(graph.name), RDF_TYPE, _sd("Graph")),
            (iri(graph.name), _void("triples"), _whole(graph.triples)),
        ]
    return sorted(f"{subject} {predicate} {object_} .\n" for subject, predicate, object_ in said)


def _sd(name: str) -> str:
    return iri(_SD + name)


def _void(name: str) -> str:
    return iri(_VOID + name)


def _whole(number: int) -> str:
    return literal(str(number), datatype=f"{XSD}integer")
