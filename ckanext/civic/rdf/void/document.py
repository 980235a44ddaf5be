"""The VoID document at ``/.well-known/void``.

Shape: the document (`void:DatasetDescription`), one `void:Dataset` for all that the portal
publishes (``…#all``), one for the catalogue's descriptions and one for each graph of rows, with a
class partition for each kind of thing. Triples are counted; no blank nodes.

Source: W3C Interest Group Note "Describing Linked Datasets with the VoID Vocabulary", 2.2 (links
and licence), 3 (access), 4 (structure), 6.2 (the well-known address).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.core.nquads import RDF_TYPE, XSD, iri, is_iri, literal

_VOID = "http://rdfs.org/ns/void#"
_DCT = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_FORMATS = "http://www.w3.org/ns/formats/"
FEATURES = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class RowsGraph:
    """A graph of rows: its IRI, its triples, the dataset it is of, licence and things by class.

    ``dump`` is where its statements can be fetched; ``classes`` says how many things there are of
    a class, and ``example`` is the address of one.
    """

    name: str
    triples: int
    dataset: str = ""
    title: str = ""
    licence: str = ""
    example: str = ""
    dump: str = ""
    classes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Publication:
    """What a portal publishes: its addresses (absolute IRIs) and its graphs of rows.

    ``triples`` are all in the store; ``endpoint`` is empty where there is no store.
    """

    url: str
    title: str
    language: str
    things: str
    catalog: str
    dumps: Sequence[str]
    feed: str
    endpoint: str
    triples: int
    vocabularies: Sequence[str]
    rows: Sequence[RowsGraph]


def void_document(published: Publication) -> Iterable[str]:
    """Return the document as sorted lines of N-Triples."""
    document = f"{published.url}/.well-known/void"
    said = {
        f"{subject} {predicate} {object_} .\n"
        for subject, predicate, object_ in (
            *_document(published, document),
            *_all(published, f"{document}#all"),
            *(triple for graph in published.rows for triple in _rows(graph, document)),
        )
    }
    return sorted(said)


def _document(published: Publication, document: str) -> Iterator[Triple]:
    about = iri(document)
    yield about, RDF_TYPE, _void("DatasetDescription")
    title = f"Linked data of {published.title}" if published.title else "Linked data"
    yield about, _dct("title"), literal(title, language=published.language)
    yield about, iri(f"{_FOAF}primaryTopic"), iri(f"{document}#all")
    yield iri(f"{document}#all"), _dct("title"), literal(title, language=published.language)


def _all(published: Publication, name: str) -> Iterator[Triple]:
    everything = iri(name)
    yield everything, RDF_TYPE, _void("Dataset")
    yield everything, iri(f"{_FOAF}homepage"), iri(f"{published.url}/")
    yield everything, _void("uriSpace"), literal(published.things)
    yield everything, _void("rootResource"), iri(published.catalog)
    for address in published.dumps:
        yield everything, _void("dataDump"), iri(address)
    for feature in FEATURES:
        yield everything, _void("feature"), iri(_FORMATS + feature)
    for vocabulary in published.vocabularies:
        yield everything, _void("vocabulary"), iri(vocabulary)
    yield everything, iri(f"{_RDFS}seeAlso"), iri(published.feed)
    if published.endpoint:
        yield everything, _void("sparqlEndpoint"), iri(published.endpoint)
        yield everything, _void("triples"), _whole(published.triples)
    for graph in published.rows:
        yield everything, _void("subset"), iri(graph.name)
    examples = sorted(graph.example for graph in published.rows if graph.example)
    for example in examples[:10]:
        yield everything, _void("exampleResource"), iri(example)


def _rows(graph: RowsGraph, document: str) -> Iterator[Triple]:
    name = iri(graph.name)
    yield name, RDF_TYPE, _void("Dataset")
    yield name, _void("triples"), _whole(graph.triples)
    if graph.dump:
        yield name, _void("dataDump"), iri(graph.dump)
    if graph.title:
        yield name, _dct("title"), literal(graph.title)
    for predicate, address in (
        (_dct("isPartOf"), graph.dataset),
        (_dct("license"), graph.licence),
        (_void("exampleResource"), graph.example),
    ):
        if is_iri(address):
            yield name, predicate, iri(address)
    if graph.classes:
        yield name, _void("entities"), _whole(sum(graph.classes.values()))
    for class_, count in graph.classes.items():
        key = sha256_hex(f"{graph.name} {class_}".encode())[:16]
        part = iri(f"{document}#class-{key}")
        yield name, _void("classPartition"), part
        yield part, RDF_TYPE, _void("Dataset")
        yield part, _void("class"), iri(class_)
        yield part, _void("entities"), _whole(count)


def _void(name: str) -> str:
    return iri(_VOID + name)


def _dct(name: str) -> str:
    return iri(_DCT + name)


def _whole(number: int) -> str:
    return literal(str(number), datatype=f"{XSD}integer")
