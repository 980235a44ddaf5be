"""``/.well-known/void``: what is published, and nothing that is hidden."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, VOID

import factories

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

ROWS = f"{SITE}/graph/manchester/lamps"
VOID_ADDRESS = f"{SITE}/.well-known/void"
ALL = rdflib.URIRef(f"{VOID_ADDRESS}#all")
LIGHT = rdflib.URIRef("http://hub.example/def/streetlights/Streetlight")
OGL = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.fixture
def lamps(council, flush):
    dataset = factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")
    add_rows(dataset, lamp(ROWS, 1) + lamp(ROWS, 2))
    flush()
    return dataset


def void(app, syntax="turtle", accept="text/turtle"):
    answer = app.get("/.well-known/void", headers={"Accept": accept})
    return rdflib.Graph().parse(data=answer.body, format=syntax)


def test_void_when_asked_then_it_tells_of_each_graph_of_rows(app, lamps):
    graph = void(app)

    rows = rdflib.URIRef(ROWS)
    assert (ALL, VOID.subset, rows) in graph
    assert int(graph.value(rows, VOID.triples)) == 4
    assert str(graph.value(rows, DCTERMS.license)).rstrip("/") == OGL.rstrip("/")
    assert str(graph.value(rows, DCTERMS.title)) == "Street lamps"
    assert str(graph.value(rows, VOID.exampleResource)) == f"{SITE}/id/manchester/streetlights/1"
    part = graph.value(rows, VOID.classPartition)
    assert graph.value(part, VOID["class"]) == LIGHT
    assert int(graph.value(part, VOID.entities)) == 2
    dataset = graph.value(rows, DCTERMS.isPartOf)
    assert dataset and str(dataset).startswith(f"{SITE}/dataset/")


def test_void_when_asked_then_it_says_where_everything_is(app, lamps):
    graph = void(app)

    assert graph.value(rdflib.URIRef(VOID_ADDRESS), RDF.type) == VOID.DatasetDescription
    assert str(graph.value(ALL, VOID.sparqlEndpoint)) == f"{SITE}/sparql"
    assert str(graph.value(ALL, VOID.uriSpace)) == f"{SITE}/id/"
    dumps = [str(dump) for dump in graph.objects(ALL, VOID.dataDump)]
    assert f"{SITE}/rdf/catalog.nq" in dumps
    for address in [*dumps, ROWS]:
        assert app.get(address.removeprefix(SITE)).status_code == 200
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def test_void_when_asked_in_each_format_then_it_says_the_same(app, lamps):
    seen = [
        void(app, syntax, accept)
        for syntax, accept in (
            ("turtle", "*/*"),
            ("nt", "application/n-triples"),
            ("xml", "application/rdf+xml"),
            ("json-ld", "application/ld+json"),
        )
    ]
    assert all(set(graph) == set(seen[0]) for graph in seen)
    app.get("/.well-known/void", headers={"Accept": "image/png"}, status=406)
    app.get("/.well-known/void", query_string={"format": "docx"}, status=400)


def test_void_when_a_dataset_is_hidden_then_it_is_gone_at_once(app, lamps):
    tag = app.get("/.well-known/void").headers["ETag"]
    assert app.get("/.well-known/void", headers={"If-None-Match": tag}).status_code == 304

    update("package_patch", id="lamps", private=True)

    answer = app.get("/.well-known/void", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "lamps" not in answer.body.lower()


def test_void_when_there_is_no_store_then_the_dumps_are_told_of(app, civic_db):
    graph = void(app)
    assert graph.value(ALL, VOID.sparqlEndpoint) is None
    assert list(graph.objects(ALL, VOID.dataDump))


def test_void_when_the_store_is_down_then_it_says_so(app, lamps, ckan_config, monkeypatch):
    key = "ckanext.civic.rdf.store_query_url"
    monkeypatch.setitem(ckan_config, key, "http://127.0.0.1:9/query")
    app.get("/.well-known/void", status=503)
