"""The catalogue's addresses whichever plugins are loaded, and in whichever order."""

from __future__ import annotations

import pytest
import rdflib

import factories

from .catalogue_documents import datasets, triples, view

TURTLE = {"Accept": "text/turtle"}


def check(app, council):
    """Look at what ckanext-dcat would answer otherwise."""
    made = factories.dataset(council, name="lamps", title="Street lamps")
    page = triples(app.get("/catalog.ttl?q=street%20lamps").body)
    assert datasets(page) == {made["id"]}
    assert view(page)["first"]
    for path in ("/catalog.nt", "/dataset/lamps.nq", "/organization/manchester.ttl"):
        assert app.get(path).headers["ETag"]
    for path in ("/catalog.foo", "/dataset/lamps.foo", "/catalog.ttl?page=2"):
        app.get(path, status=404)
    for path in ("/", "/dataset/lamps"):
        assert app.get(path, headers=TURTLE).headers["Content-Type"].startswith("text/turtle")
        assert "<html" in app.get(path).body


@pytest.mark.with_plugins("civic_rdf", "dcat")
def test_documents_when_our_plugin_stands_first_then_they_are_ours(app, council):
    check(app, council)


@pytest.mark.with_plugins("dcat", "civic_rdf")
def test_documents_when_ckanext_dcat_stands_first_then_they_are_ours(app, council):
    check(app, council)


@pytest.mark.with_plugins("dcat", "civic_rdf")
@pytest.mark.ckan_config("ckanext.dcat.enable_content_negotiation", "true")
@pytest.mark.ckan_config("ckanext.dcat.catalog_endpoint", "/alt/all.{_format}")
def test_documents_when_ckanext_dcat_is_set_otherwise_then_they_are_ours_all_the_same(app, council):
    check(app, council)


@pytest.mark.with_plugins("civic_rdf")
def test_documents_when_ckanext_dcat_is_not_loaded_then_they_are_there(app, council):
    check(app, council)
    app.get("/catalog.ttl?profiles=euro_dcat_ap_3", status=400)
    app.get("/catalog.ttl?profiles=civic_dcat_ap", status=200)


@pytest.mark.with_plugins("dcat", "civic_rdf")
def test_page_when_rdflib_reads_it_then_ckanext_dcats_harvester_finds_the_next(
    app, council, ckan_config, monkeypatch
):
    from ckanext.dcat.processors import RDFParser

    monkeypatch.setitem(ckan_config, "ckanext.dcat.datasets_per_page", "1")
    for number in range(2):
        factories.dataset(council, name=f"d-{number}", title=f"Lamps {number}")
    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(app.get("/catalog.rdf").body, _format="xml")

    assert isinstance(parser.next_page(), str)
    assert [dataset["title"] for dataset in parser.datasets()] == ["Lamps 0"]
    assert (None, rdflib.RDF.type, rdflib.DCAT.Catalog) in parser.g
