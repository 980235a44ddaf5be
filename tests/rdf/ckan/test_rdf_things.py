"""Pages and data about things, over HTTP, as a stranger meets them."""

from __future__ import annotations

import json

import pytest
import rdflib
from bs4 import BeautifulSoup

import factories

from .conftest import LABEL, SITE, add_rows, update
from .thing_rows import GRAPH, HUB, LAMP, WHOLE_LAMP, nquads, payments

pytestmark = [
    pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat"),
    pytest.mark.ckan_config("ckanext.civic.harmonise.vocabulary_base", HUB),
]

PAGE = {"Accept": "text/html"}
DOC = "/doc/manchester/streetlights/1"


@pytest.fixture
def publish(council, flush):
    """Return ``publish(name, turtle or N-Quads)``, which makes a dataset of rows."""

    def act(name, text, **fields):
        told = {"title": f"The {name}", "license_id": "uk-ogl", **fields}
        dataset = factories.dataset(council, name=name, **told)
        graph = f"{SITE}/graph/manchester/{name}"
        is_quads = f"<{graph}> .\n" in text
        add_rows(dataset, text if is_quads else nquads(text, graph))
        flush()
        return dataset

    return act


@pytest.fixture
def lamp(publish):
    return publish("lamps", WHOLE_LAMP)


def ask(app, method, path, **options):
    """Ask without following a redirect, by any method."""
    return app.flask_app.test_client().open(path, method=method, **options)


def page(app, path, **options):
    return BeautifulSoup(app.get(path, headers=PAGE, **options).body, "html.parser")


def text(found):
    return " ".join(found.get_text(" ").split())


def shown(app, path):
    """Return what the tables of a page say: heading → value."""
    rows = page(app, path).select("[data-civic] table tbody tr")
    return {text(row.th): text(row.td) for row in rows}


def test_identifier_when_asked_then_leads_to_the_document_for_everybody(app, lamp):
    for method in ("GET", "HEAD"):
        answer = ask(app, method, "/id/manchester/streetlights/1")
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(DOC)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_identifier_when_it_has_an_ending_then_it_is_a_part_of_the_name(app, lamp):
    answer = app.get("/id/manchester/streetlights/1.ttl", follow_redirects=False)
    assert answer.headers["Location"].endswith("/doc/manchester/streetlights/1.ttl")
    assert (
        app.get("/id/manchester/streetlights/1.ttl")
        .headers["Content-Type"]
        .startswith("text/turtle")
    )


def test_document_when_a_thing_is_called_like_an_ending_then_it_is_that_thing(app, publish):
    name = f"{SITE}/id/manchester/streetlights"
    rows = "".join(
        f'<{name}/{key}> {LABEL} "Lamp {key}" <{GRAPH}> .\n' for key in ("7", "7.ttl", "8")
    )
    publish("lamps", rows)

    assert page(app, "/doc/manchester/streetlights/7.ttl").h1.get_text() == "Lamp 7.ttl"
    answer = app.get("/doc/manchester/streetlights/7.ttl.nt")
    assert f"<{name}/7.ttl>" in answer.body
    assert f"<{name}/8>" in app.get("/doc/manchester/streetlights/8.ttl").body


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("text/html;q=0.2, application/ld+json;q=0.8", "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.3", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_document_when_formats_are_weighed_then_the_best_comes(app, lamp, accept, media_type):
    answer = app.get(DOC, headers={"Accept": accept})
    assert answer.headers["Content-Type"].startswith(media_type)
    assert "Accept" in answer.headers["Vary"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_document_when_no_format_will_do_then_it_lists_them(app, lamp):
    answer = app.get(DOC, headers={"Accept": "image/png"}, status=406)
    for media_type in ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html"):
        assert media_type in answer.body


def test_document_when_the_client_has_it_then_nothing_is_sent_again(app, lamp):
    first = app.get(f"{DOC}.ttl")
    again = app.get(f"{DOC}.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.body) == (304, "")
    other = app.get(f"{DOC}.nt", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert "no-cache" in first.headers["Cache-Control"]
    assert ask(app, "HEAD", f"{DOC}.ttl").headers["ETag"] == first.headers["ETag"]


def test_document_when_asked_as_data_then_all_formats_say_the_same(app, lamp):
    graphs = [
        rdflib.Graph().parse(data=app.get(f"{DOC}.{ending}").body, format=syntax)
        for ending, syntax in (
            ("ttl", "turtle"),
            ("nt", "nt"),
            ("rdf", "xml"),
            ("jsonld", "json-ld"),
        )
    ]
    assert all(set(graph) == set(graphs[0]) for graph in graphs)
    expected = rdflib.Graph().parse(data=WHOLE_LAMP, format="turtle")
    assert set(expected) <= set(graphs[0])


def test_page_when_codes_are_the_hubs_then_they_have_names_all_the_same(app, lamp):
    facts = shown(app, DOC)

    assert facts["Lamp type"] == "LED"
    assert facts["Publisher"] == "Manchester City Council"
    assert text(page(app, DOC).select_one(".lead")) == "Streetlight"


def test_page_when_values_have_types_then_they_are_in_plain_words(app, lamp):
    facts = shown(app, DOC)
    found = page(app, DOC)

    assert facts["Wattage"] == "70 W"
    assert found.select_one("data[value='70']")
    assert facts["Street"] == "Abbey Gardens"
    assert found.select_one("time[datetime='2014-09-05']").get_text() == "5 September 2014"


def test_page_when_a_thing_has_a_position_then_figures_stand_beside_the_map(app, lamp):
    found = page(app, DOC)
    (drawn,) = found.select("[data-civic-map]")

    (point,) = json.loads(drawn["data-points"])
    assert (point["lat"], point["lon"]) == (53.453023, -2.015941)
    for figure in ("53.453023", "-2.015941", "399038.8", "395140.72"):
        assert found.select_one(f"dl data[value='{figure}']")


def test_page_when_read_then_tells_where_it_comes_from(app, lamp):
    found = page(app, DOC)
    body = text(found.select_one("[data-civic=rdf-thing]"))

    assert "Published by Manchester City Council" in body
    assert found.select_one("a[rel=license]")["href"].startswith("http")
    assert found.select_one(".breadcrumb a[href='/organization/manchester']")
    assert found.select_one(".breadcrumb a[href='/dataset/lamps']")
    assert found.select_one("input[readonly]")["value"] == LAMP
    for link in found.select("link[rel=alternate][type='text/turtle']"):
        assert app.get(link["href"].replace(SITE, "")).status_code == 200


def test_page_when_a_code_of_the_council_is_asked_then_it_is_told_with_who_uses_it(app, publish):
    code = f"{SITE}/def/manchester/streetlights/lamp-type/odd"
    rows = f"""
        <{code}> a <http://www.w3.org/2004/02/skos/core#Concept> ;
            <http://www.w3.org/2004/02/skos/core#prefLabel> "Odd lamp" .
        <{LAMP}> a <{HUB}/def/streetlights/Streetlight> ;
            <{HUB}/def/streetlights/lampType> <{code}> ."""
    publish("lamps", rows)

    led = app.get("/def/manchester/streetlights/lamp-type/odd", headers=PAGE)
    assert "Odd lamp" in led.body
    turtle = app.get("/def/manchester/streetlights/lamp-type/odd.ttl")
    assert turtle.headers["Content-Type"].startswith("text/turtle")
    found = page(app, "/doc/def/manchester/streetlights/lamp-type/odd")
    assert "1 streetlight" in text(found)
    assert shown(app, DOC)["Lamp type"] == "Odd lamp"


def test_page_when_many_point_to_a_thing_then_they_are_counted_and_paged(
    app, publish, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.civic.harmonise.vocabulary_base", SITE)
    supplier = f"{SITE}/id/supplier/acme-ltd"
    graph = f"{SITE}/graph/manchester/spend"
    kind = "<http://www.w3.org/ns/org#Organization>"
    rows = payments(120, graph, supplier).replace(HUB, SITE)
    rows += f'<{supplier}> {LABEL} "Acme Ltd" <{graph}> .\n'
    rows += f"<{supplier}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {kind} <{graph}> .\n"
    publish("spend", rows)

    found = page(app, "/doc/supplier/acme-ltd")
    (heading,) = found.select("h3")
    assert text(heading) == "120 payments"
    link = heading.a["href"].replace(SITE, "")
    first, last = page(app, link), page(app, f"{link}&page=3")
    assert "120 in all" in text(first)
    assert len(first.select("[data-civic] li a[href*='/id/manchester/spend/']")) == 50
    names = [item.get_text() for item in last.select("[data-civic] li a[href*='/spend/'] bdi")]
    assert names == [f"Payment {number}" for number in range(100, 120)]
    listed = page(app, "/doc/supplier")
    assert "Acme Ltd" in text(listed)


def test_page_when_a_thing_is_no_more_then_it_says_so(app, publish):
    rows = f"""
        <{LAMP}> a <http://www.w3.org/ns/prov#Entity> ;
          <http://www.w3.org/2000/01/rdf-schema#label> "Street light 1" ;
          <http://schema.org/endDate> "2024-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> ;
          <http://www.w3.org/ns/prov#invalidatedAtTime>
            "2024-05-01T10:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> ;
          <http://www.w3.org/2000/01/rdf-schema#comment> "Taken down" ;
          <http://purl.org/dc/terms/isReplacedBy> <{SITE}/id/manchester/streetlights/2> ."""
    publish("lamps", rows)

    told = text(page(app, DOC).select_one("#civic-rdf-ended"))
    assert told.startswith("No longer exists Ended March 2024")
    assert "Taken down" in told
    assert "streetlights/2" in page(app, DOC).select_one("#civic-rdf-ended a")["href"]


def test_list_when_an_address_is_shortened_then_it_shows_what_is_below(app, lamp):
    for path in ("/doc/manchester/streetlights", "/doc/manchester/streetlights/"):
        found = page(app, path)
        assert found.select_one(f"[data-civic] a[href='{LAMP}']")
    assert page(app, "/doc/manchester").select_one("a[href='/graph/manchester/lamps']")
    assert page(app, "/doc").select_one("a[href$='/doc/manchester']")


def test_any_address_when_it_is_known_here_then_it_has_a_page(app, lamp):
    council = "https://opendatacommunities.org/id/metropolitan-district-council/manchester"
    led = app.get("/doc", query_string={"uri": LAMP}, headers=PAGE, follow_redirects=False)
    assert led.headers["Location"].endswith(DOC)
    app.get("/doc", query_string={"uri": f"{HUB}/nothing"}, headers=PAGE, status=404)
    app.get("/doc", query_string={"uri": "no address"}, headers=PAGE, status=404)
    app.get("/doc", query_string={"uri": council}, headers=PAGE, status=404)


def test_nothing_when_an_address_is_wrong_then_the_page_helps(app, lamp):
    found = page(app, "/doc/manchester/streetlights/nothing", status=404)
    assert "misspelt" in text(found)
    assert found.select_one("[data-civic] a[href$='/doc/manchester']")
    unknown = page(app, "/doc/nowhere/streetlights/1", status=404)
    assert not unknown.select_one("[data-civic] a[href$='/doc/nowhere']")
    shared = page(app, "/doc/supplier/acme-ltd", status=404)
    assert shared.select_one(f"[data-civic] a[href='{HUB}/id/supplier/acme-ltd']")
    data = app.get(f"{DOC}0.ttl", status=404)
    assert data.headers["Content-Type"].startswith("text/plain")


def test_things_when_a_dataset_was_just_hidden_then_neither_names_nor_counts_remain(app, publish):
    publish("lamps", WHOLE_LAMP)
    other = f"""<{SITE}/id/manchester/repairs/1> <http://d.example/of> <{LAMP}> ;
        <http://www.w3.org/2000/01/rdf-schema#label> "Secret repair" ."""
    publish("repairs", other)
    assert "Secret repair" in app.get(DOC, headers=PAGE).body

    update("package_patch", id="repairs", private=True)  # no flush: the worker has not come yet

    body = app.get(DOC, headers=PAGE).body
    assert "Secret" not in body
    assert "Used by" not in body
    assert "repairs" not in app.get("/doc", headers=PAGE).body
    assert "repairs" not in app.get("/graph", headers=PAGE).body


def test_page_when_a_thing_is_shown_then_the_store_is_asked_a_few_times_only(
    app, lamp, monkeypatch
):
    from ckanext.civic.rdf.stores import SparqlStore

    asked = []
    query = SparqlStore.query

    def counting(self, text, **options):
        asked.append(text)
        return query(self, text, **options)

    monkeypatch.setattr(SparqlStore, "query", counting)
    app.get(DOC, headers=PAGE)
    assert len(asked) <= 4
