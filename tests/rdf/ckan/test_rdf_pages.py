"""The end points and pages over HTTP, as a stranger meets them."""

from __future__ import annotations

import json

import pyoxigraph
import pytest
import rdflib
from bs4 import BeautifulSoup
from ckan import model

import factories
from ckanext.civic.rdf.model import CivicRdfGraph

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

ROWS = f"{SITE}/graph/manchester/lamps"
EVERYTHING = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }"
DATASET = pyoxigraph.NamedNode("http://www.w3.org/ns/dcat#Dataset")
LAMP = "/id/manchester/streetlights/1"


@pytest.fixture
def lamps(council, flush):
    dataset = factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")
    add_rows(dataset, lamp(ROWS, 1) + lamp(ROWS, 2))
    flush()
    return dataset


def labels(answer):
    return sorted(row["o"]["value"] for row in json.loads(answer.body)["results"]["bindings"])


def test_sparql_when_asked_by_get_then_all_graphs_answer(app, lamps):
    answer = app.get("/sparql", query_string={"query": EVERYTHING})

    assert labels(answer) == ["Lamp 1", "Lamp 2"]
    assert answer.headers["Content-Type"].startswith("application/sparql-results+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_sparql_when_asked_by_post_then_form_and_direct_give_the_same(app, lamps):
    form = app.post("/sparql", data={"query": EVERYTHING})
    direct = app.post("/sparql", data=EVERYTHING, content_type="application/sparql-query")

    assert labels(form) == labels(direct) == ["Lamp 1", "Lamp 2"]


def test_sparql_when_a_graph_is_named_then_only_it_answers(app, lamps):
    asked = {"query": EVERYTHING, "default-graph-uri": f"{ROWS}/meta"}
    assert labels(app.get("/sparql", query_string=asked)) == []
    inside = EVERYTHING.replace("{", f"FROM <{ROWS}> {{", 1)
    assert len(labels(app.get("/sparql", query_string={"query": inside}))) == 2


def test_sparql_when_a_format_is_asked_then_it_comes(app, lamps):
    for accept, form, kind in (
        ("application/sparql-results+xml", "", "application/sparql-results+xml"),
        ("text/csv", "", "text/csv"),
        ("", "tsv", "text/tab-separated-values"),
        ("text/html", "csv", "text/csv"),
    ):
        asked = {"query": EVERYTHING, **({"format": form} if form else {})}
        answer = app.get("/sparql", query_string=asked, headers={"Accept": accept})
        assert answer.headers["Content-Type"].startswith(kind)
        assert "Lamp 1" in answer.body


def test_sparql_when_it_constructs_then_turtle_or_n_triples_come(app, lamps):
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a ?kind }"
    for accept, syntax in (("text/turtle", "turtle"), ("application/n-triples", "nt")):
        answer = app.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
        assert len(rdflib.Graph().parse(data=answer.body, format=syntax)) >= 4


def test_sparql_when_it_may_not_be_asked_then_it_says_why(app, lamps, store):
    for request, status in (
        ({"data": {"update": "DROP ALL"}}, 403),
        ({"data": {"query": "DROP ALL"}}, 403),
        ({"data": "DROP ALL", "content_type": "application/sparql-update"}, 403),
        ({"data": "DROP ALL", "content_type": "text/plain"}, 415),
        ({"data": {"query": "SELECT * { SERVICE <http://127.0.0.1/> {} }"}}, 403),
        ({"data": {"query": "SELECT * { ?s ?p }"}}, 400),
        ({"data": {"query": "SELECT * {}", "format": "docx"}}, 400),
        ({"data": {"query": "SELECT * {}", "default-graph-uri": "no iri"}}, 400),
    ):
        answer = app.post("/sparql", **request, status=status)
        assert len(answer.body) > 10
    assert store.count(ROWS) == 4


def test_sparql_when_nothing_is_asked_then_it_describes_itself(app, store):
    answer = app.get("/sparql", headers={"Accept": "text/turtle"})

    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    assert (rdflib.URIRef(f"{SITE}/sparql"), None, None) in graph


def test_sparql_when_the_store_is_down_then_it_says_so(app, lamps, ckan_config, monkeypatch):
    key = "ckanext.civic.rdf.store_query_url"
    monkeypatch.setitem(ckan_config, key, "http://127.0.0.1:9/query")

    answer = app.get("/sparql", query_string={"query": EVERYTHING}, status=503)

    assert "does not answer" in answer.body


def test_everything_when_a_dataset_was_just_hidden_then_it_is_gone_at_once(app, lamps):
    update("package_patch", id="lamps", private=True)  # no flush: the worker has not come yet

    assert labels(app.get("/sparql", query_string={"query": EVERYTHING})) == []
    app.get("/graph/manchester/lamps", status=404)
    app.get("/graph/manchester/lamps/meta", status=404)
    app.get("/doc/manchester/streetlights/1", status=404)
    app.get("/dataset/lamps/linked-data", status=404)
    assert "lamps" not in app.get("/rdf/catalog.nq").body
    assert "lamps" not in app.get("/catalog.ttl").body
    names = [graph["graph"] for graph in factories.act("civic_rdf_graph_list", None)]
    assert names == [f"{SITE}/graph/catalog"]


def test_everything_when_hidden_graphs_cannot_be_deleted_then_nothing_is_answered(
    app, lamps, ckan_config, monkeypatch
):
    update("package_patch", id="lamps", private=True)
    key = "ckanext.civic.rdf.store_graph_url"
    monkeypatch.setitem(ckan_config, key, "http://127.0.0.1:9/store")

    app.get("/sparql", query_string={"query": EVERYTHING}, status=503)
    app.get("/doc/manchester/streetlights/1", status=503)


def test_thing_when_identified_then_it_leads_to_its_document(app, lamps):
    answer = app.get(LAMP, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/doc/manchester/streetlights/1")


@pytest.mark.parametrize("ending", ["", ".ttl"])
def test_thing_when_its_name_has_a_slash_then_it_is_found_all_the_same(app, council, flush, ending):
    thing = f"{SITE}/id/manchester/planning/12%2F61000%2FHH"
    dataset = factories.dataset(council, name="plans", title="Plans", license_id="uk-ogl")
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    add_rows(dataset, f'<{thing}> {label} "Extension" <{SITE}/graph/manchester/plans> .\n')
    flush()

    led = app.get("/id/manchester/planning/12%2F61000%2FHH", follow_redirects=False)
    assert led.headers["Location"].endswith("/doc/manchester/planning/12%2F61000%2FHH")
    answer = app.get(
        f"/doc/manchester/planning/12%2F61000%2FHH{ending}", headers={"Accept": "text/turtle"}
    )
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    assert str(graph.value(rdflib.URIRef(thing), rdflib.RDFS.label)) == "Extension"
    app.get("/doc/manchester/planning/12/61000/HH", status=404)


def test_document_when_asked_as_data_then_it_says_what_is_known(app, lamps):
    for ending, accept, syntax in (
        (".ttl", "text/html", "turtle"),
        (".nt", "", "nt"),
        (".rdf", "", "xml"),
        (".jsonld", "", "json-ld"),
        ("", "text/turtle", "turtle"),
        ("", "application/ld+json", "json-ld"),
    ):
        path = f"/doc/manchester/streetlights/1{ending}"
        answer = app.get(path, headers={"Accept": accept})
        graph = rdflib.Graph().parse(data=answer.body, format=syntax)
        assert str(graph.value(rdflib.URIRef(SITE + LAMP), rdflib.RDFS.label)) == "Lamp 1"


def test_document_when_asked_as_a_page_then_it_shows_names(app, lamps):
    answer = app.get("/doc/manchester/streetlights/1", headers={"Accept": "text/html"})

    assert '<h1 class="text-break"><bdi>Lamp 1</bdi></h1>' in answer.body
    assert '<a href="/dataset/lamps">Street lamps</a>' in answer.body
    app.get("/doc/manchester/streetlights/77", status=404)


def test_graph_when_asked_then_it_comes_whole(app, lamps):
    answer = app.get("/graph/manchester/lamps", headers={"Accept": "application/n-triples"})

    assert answer.body.count("\n") == 4
    again = app.get(
        "/graph/manchester/lamps",
        headers={"Accept": "application/n-triples", "If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


def test_catalog_when_dumped_then_it_is_whole_and_the_same_each_time(app, council, lamps):
    factories.dataset(council, name="bins")
    factories.dataset(council, name="secret", private=True)
    for ending, syntax in (
        ("nq", pyoxigraph.RdfFormat.N_QUADS),
        ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
        ("ttl", pyoxigraph.RdfFormat.TURTLE),
        ("trig", pyoxigraph.RdfFormat.TRIG),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
        ("xml", pyoxigraph.RdfFormat.RDF_XML),
    ):
        answer = app.get(f"/rdf/catalog.{ending}")
        quads = list(pyoxigraph.parse(answer.body, format=syntax))
        datasets = [quad for quad in quads if quad.object == DATASET]
        assert len(datasets) == 2
        assert "Street lamps" in answer.body
        assert "secret" not in answer.body
        assert app.get(f"/rdf/catalog.{ending}").body == answer.body


def test_catalog_when_paged_then_the_pages_are_the_whole(app, council, store, monkeypatch):
    from ckanext.civic.rdf.logic import anonymous

    monkeypatch.setattr(anonymous, "PAGE_ROWS", 2)
    for number in range(5):
        factories.dataset(council, name=f"dataset-{number}")

    def ids(path):
        lines = app.get(path).body.splitlines()
        return sorted({line for line in lines if "dcat#dataset>" in line})

    whole = ids("/rdf/catalog.nq")
    assert len(whole) == 5
    first = ids("/rdf/catalog.nq?limit=3")
    assert len(first) == 3
    assert sorted(first + ids("/rdf/catalog.nq?start=3&limit=3")) == whole
    app.get("/rdf/catalog.nq?limit=x", status=400)
    app.get("/rdf/catalog.docx", status=404)


def test_dcat_when_it_serves_then_it_is_our_mapping(app, lamps):
    node = rdflib.URIRef(f"{SITE}/dataset/{lamps['id']}")
    for path in ("/catalog.ttl", "/dataset/lamps.ttl"):
        graph = rdflib.Graph().parse(data=app.get(path).body, format="turtle")
        licence = graph.value(node, rdflib.DCTERMS.license)
        assert "open-government-licence/version/3" in str(licence)
    catalog = rdflib.Graph().parse(data=app.get("/catalog.ttl").body, format="turtle")
    assert (rdflib.URIRef(SITE), rdflib.DCAT.dataset, node) in catalog


def test_page_when_a_question_is_asked_then_a_table_answers(app, lamps):
    assert "Which datasets are there" in app.get("/sparql/ui").body
    answer = app.get("/sparql/ui", query_string={"query": EVERYTHING})
    assert "<td>Lamp 1</td>" in answer.body
    refused = app.get("/sparql/ui", query_string={"query": "DROP ALL"}, status=403)
    assert "read only" in refused.body


def test_page_when_an_example_is_followed_then_it_answers(app, lamps):
    from ckanext.civic.rdf.examples import examples, rows_example

    for query in [*(example.query for example in examples(SITE)), rows_example(ROWS)]:
        answer = app.get("/sparql/ui", query_string={"query": query})
        assert "<tbody>" in answer.body or "Nothing matches" in answer.body


def test_pages_when_opened_then_all_content_is_in_landmarks(app, lamps):
    for path in ("/sparql/ui", "/doc/manchester/streetlights/1"):
        page = BeautifulSoup(app.get(path, headers={"Accept": "text/html"}).body, "html.parser")
        assert [part["data-civic"] for part in page.select("[role=main]")]


def test_navigation_when_there_is_a_store_then_it_leads_to_the_question_page(
    app, lamps, ckan_config, monkeypatch
):
    assert "Ask the data" in app.get("/about").body
    for name in ("query", "graph"):
        monkeypatch.delitem(ckan_config, f"ckanext.civic.rdf.store_{name}_url", raising=False)
    assert "Ask the data" not in app.get("/about").body


def test_tab_when_there_are_many_facts_then_the_number_is_readable(app, lamps):
    model.Session.query(CivicRdfGraph).filter_by(graph=ROWS).update({"quads": 46241})
    model.Session.commit()

    text = " ".join(app.get("/dataset/lamps/linked-data").body.split())

    assert "46,241 facts, written <time" in text


def test_tab_when_there_are_rows_then_facts_and_things_are_shown(app, lamps):
    body = app.get("/dataset/lamps/linked-data").body

    assert "Up to date" in body
    assert "4 facts" in body
    assert f'href="{SITE}{LAMP}"' in body
    assert "/dataset/lamps.ttl" in body
    assert "/dataset/lamps/linked-data" in app.get("/dataset/lamps").body


def test_tab_when_there_is_no_graph_then_it_says_so(app, council, store):
    factories.dataset(council, name="fresh")

    body = app.get("/dataset/fresh/linked-data").body

    assert "There are no facts yet." in body
    assert "Waiting" in body
