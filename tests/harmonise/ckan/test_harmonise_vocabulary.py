"""``/def``: the same address for people and for programs."""

from __future__ import annotations

import pyoxigraph
import pyshacl
import pytest
import rdflib
from bs4 import BeautifulSoup
from ckan.tests.helpers import changed_config
from harmonise.unit.test_harmonise_how_to_model import write_example

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
LED = "http://test.civic.example/def/streetlights/lamp-type/led"
PREF_LABEL = pyoxigraph.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


def subjects(answer, syntax):
    return {t.subject.value for t in pyoxigraph.parse(answer.data, format=syntax)}


def _canonical(triples):
    """Return triples with blank nodes that have the same names in every syntax."""
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def test_def_when_asked_with_an_accept_header_then_that_form_is_answered(app):
    for accept, content_type in (
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("text/html;q=0.4, text/turtle;q=0.8", "text/turtle"),
        ("*/*", "text/html"),
    ):
        answer = app.get("/def/streetlights", headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.content_type.split(";")[0] == content_type
        assert "Accept" in answer.headers["Vary"]


def test_def_when_nothing_acceptable_then_it_says_what_there_is(app):
    answer = app.get("/def/streetlights", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "/def/streetlights.ttl" in answer.body


def test_def_when_asked_by_extension_then_every_syntax_says_the_same(app):
    said = [
        {
            q.triple
            for q in pyoxigraph.parse(app.get(f"/def/streetlights.{extension}").data, format=s)
        }
        for extension, s in (
            ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
            ("ttl", pyoxigraph.RdfFormat.TURTLE),
            ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
            ("rdf", pyoxigraph.RdfFormat.RDF_XML),
        )
    ]
    graphs = [_canonical(triples) for triples in said]
    assert len(graphs[0]) > 50
    assert graphs[0] == graphs[1] == graphs[2] == graphs[3]


def test_def_when_a_code_is_asked_for_then_only_that_code_is_described(app):
    answer = app.get("/def/streetlights/lamp-type/led", headers={"Accept": "text/turtle"})
    assert subjects(answer, pyoxigraph.RdfFormat.TURTLE) == {LED}
    labels = [
        t.object.value
        for t in pyoxigraph.parse(answer.data, format=pyoxigraph.RdfFormat.TURTLE)
        if t.predicate == PREF_LABEL
    ]
    assert labels == ["LED"]


def test_def_when_a_list_is_asked_for_then_its_codes_come_with_it(app):
    answer = app.get("/def/streetlights/lamp-type.nt")
    assert LED in subjects(answer, pyoxigraph.RdfFormat.N_TRIPLES)


def test_def_when_a_person_opens_it_then_the_page_has_its_name_and_other_forms(app):
    for path, heading in (
        ("/def/streetlights", "Street lights"),
        ("/def/streetlights/Streetlight", "Streetlight"),
        ("/def/streetlights/lampType", "Lamp type"),
        ("/def/streetlights/lamp-type", "Lamp types"),
        ("/def/streetlights/lamp-type/led", "LED"),
    ):
        page = BeautifulSoup(app.get(path).body, "html.parser")
        part = page.find(attrs={"data-civic": "vocabulary"})
        assert part.find("h1").text.strip() == heading
        assert page.find("link", rel="alternate", type="text/turtle")["href"] == f"{path}.ttl"


def test_def_when_a_model_is_opened_then_columns_and_lists_are_there(app):
    text = app.get("/def/streetlights").body
    assert "<code>lamp_type</code>" in text
    assert "/def/streetlights/lamp-type" in text


def test_def_when_there_is_no_such_term_then_not_found(app):
    for path in (
        "/def/unknown",
        "/def/streetlights/unknown",
        "/def/streetlights/lamp-type/unknown",
        "/def/streetlights/lamp-type/led/more",
        "/def/unknown.ttl",
        "/def/streetlights/lamp-type/unknown.ttl",
    ):
        assert app.get(path).status_code == 404, path


def test_index_when_opened_then_it_leads_to_every_shared_model(app):
    for path in ("/def", "/def/"):
        page = app.get(path).body
        for name, title in (("streetlights", "Street lights"), ("parking", "arking")):
            assert f'href="/def/{name}"' in page
            assert title in page
    assert 'href="/def"' in app.get("/def/streetlights", headers={"Accept": "text/html"}).body


def test_def_when_a_model_is_asked_for_then_its_shape_is_there_too_and_alone(app):
    shape = "http://test.civic.example/def/spend/shape"
    whole = subjects(app.get("/def/spend.ttl"), pyoxigraph.RdfFormat.TURTLE)
    assert {shape, "http://test.civic.example/def/spend/Payment"} <= whole
    alone = app.get("/def/spend/shape", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=alone.data, format="turtle")
    assert (rdflib.URIRef(shape), rdflib.RDF.type, SH.NodeShape) in graph
    assert not list(graph.subjects(rdflib.RDF.type, rdflib.OWL.Class))
    conforms, _, _ = pyshacl.validate(rdflib.Graph(), shacl_graph=graph)
    assert conforms


def test_def_when_a_cube_is_asked_for_then_its_structure_has_an_address(app):
    answer = app.get("/def/cube/structure.nt")
    found = subjects(answer, pyoxigraph.RdfFormat.N_TRIPLES)
    base = "http://test.civic.example/def/cube/structure"
    assert {base, f"{base}#area", f"{base}#value"} <= found
    assert app.get("/def/spend/structure").status_code == 404


def test_def_when_a_person_opens_it_then_kinds_and_conditions_are_in_words(app):
    text = BeautifulSoup(app.get("/def/streetlights").body, "html.parser").get_text(" ", strip=True)
    assert "number, in watts, 0 or more" in text
    assert "from -90 to 90" in text
    assert "First version." in text
    spend = BeautifulSoup(app.get("/def/spend").body, "html.parser").get_text(" ", strip=True)
    assert "when “Supplier redacted” is false" in spend
    assert "when “Payment month” is not given" in spend


def test_def_when_a_name_is_a_path_then_no_file_is_read(app):
    for path in ("/def/spend.yaml", "/def/..%2Fspend", "/def/models%2Fspend.yaml"):
        assert app.get(path).status_code == 404, path


@pytest.mark.with_plugins("civic_rdf")
def test_def_when_a_council_has_a_concept_of_its_own_then_leads_to_what_is_known_of_it(app):
    address = "/def/salford/spend/spend-purpose/street-parties"
    answer = app.get(address, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/doc{address}")
    assert app.get("/def/salford/unknown/x/y", follow_redirects=False).status_code == 404


def test_def_when_the_operator_has_a_model_of_their_own_then_is_there(app, tmp_path):
    write_example(tmp_path)
    with changed_config("ckanext.civic.harmonise.folder", str(tmp_path / "mine")):
        answer = app.get("/def/benches.ttl")
        assert "Benches" in app.get("/def").body
    bench = "http://test.civic.example/def/benches/Bench"
    assert bench in subjects(answer, pyoxigraph.RdfFormat.TURTLE)
