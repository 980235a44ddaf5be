"""Graphs over HTTP: pages for people, whole files for programs."""

from __future__ import annotations

import gzip

import pytest
import rdflib
from bs4 import BeautifulSoup
from ckan import model

import factories
from ckanext.civic.core import clock
from ckanext.civic.rdf.logic import graph_body
from ckanext.civic.rdf.model import CivicRdfGraph
from fixtures.misbehaving_server import Answer

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

PAGE = {"Accept": "text/html"}
GRAPH = f"{SITE}/graph/manchester/lamps"
PATH = "/graph/manchester/lamps"
ORIGIN = "https://salford.example"


@pytest.fixture
def lamps(council, flush):
    dataset = factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")
    add_rows(dataset, lamp(GRAPH, 1) + lamp(GRAPH, 2))
    flush()
    return dataset


def ask(app, method, path, **options):
    """Ask without following a redirect, by any method."""
    return app.flask_app.test_client().open(path, method=method, **options)


def page(app, path, **options):
    return BeautifulSoup(app.get(path, headers=PAGE, **options).body, "html.parser")


def stand(graph, state):
    """Put a graph of the table into a state."""
    model.Session.query(CivicRdfGraph).filter_by(graph=graph).update({"state": state})
    model.Session.commit()


def text(found):
    return " ".join(found.get_text(" ").split())


@pytest.mark.parametrize(
    ("ending", "accept", "syntax"),
    [
        ("", "text/turtle", "turtle"),
        ("", "application/ld+json;q=0.9, text/html;q=0.1", "json-ld"),
        (".nt", "text/html", "nt"),
        (".rdf", "", "xml"),
        ("?format=ttl", "", "turtle"),
    ],
)
def test_graph_when_asked_in_a_format_then_it_comes_whole(app, lamps, ending, accept, syntax):
    answer = app.get(f"{PATH}{ending}", headers={"Accept": accept})
    assert len(rdflib.Graph().parse(data=answer.body, format=syntax)) == 4
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_graph_when_a_person_asks_then_a_page_tells_what_it_is(app, lamps):
    found = page(app, PATH)
    said = text(found.select_one("[data-civic]"))

    assert "Street lamps" in text(found.h1)
    assert "4 facts" in said
    assert "Published by Manchester City Council" in said
    assert found.select_one("a[rel=license]")
    assert [text(link) for link in found.select("[data-civic] li a[href*='/id/']")] == [
        "Lamp 1",
        "Lamp 2",
    ]
    for link in found.select("ul.list-inline a"):
        assert app.get(link["href"].replace(SITE, "")).status_code == 200
    app.get(found.select_one("a.btn")["href"], headers=PAGE)
    assert "dataset/lamps" in found.select_one(".breadcrumb").decode()


def test_graph_when_the_client_has_it_then_the_store_is_not_asked(app, lamps, monkeypatch):
    first = ask(app, "GET", f"{PATH}.nt")

    def never(self):
        raise AssertionError("the store was asked")

    monkeypatch.setattr(graph_body.GraphBody, "chunks", never)
    again = ask(app, "GET", f"{PATH}.nt", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_graph_when_only_its_head_is_asked_then_there_is_no_body(app, lamps):
    whole = ask(app, "GET", f"{PATH}.nt")
    head = ask(app, "HEAD", f"{PATH}.nt")
    assert head.data == b""
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_graph_when_the_client_unpacks_then_it_is_sent_packed(app, lamps):
    packed = ask(app, "GET", f"{PATH}.nt", headers={"Accept-Encoding": "gzip"})
    plain = ask(app, "GET", f"{PATH}.nt")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_graph_when_it_changes_then_so_does_its_tag(app, lamps, council, flush):
    first = ask(app, "GET", f"{PATH}.nt").headers["ETag"]
    update(
        "resource_delete", id=factories.act("package_show", None, id="lamps")["resources"][0]["id"]
    )
    add_rows(lamps, lamp(GRAPH, 3))
    flush()
    second = ask(app, "GET", f"{PATH}.nt", headers={"If-None-Match": first})
    assert second.status_code == 200
    assert b"Lamp 3" in second.data


def test_graph_when_it_is_a_copy_then_its_own_name_finds_it(app, council, flush):
    graph = f"{ORIGIN}/graph/salford/lamps"
    fields = {"civic_origin": ORIGIN, "civic_origin_graph": graph, "civic_origin_id": "abc"}
    extras = [{"key": key, "value": value} for key, value in fields.items()]
    dataset = factories.dataset(council, name="salford-lamps", title="Salford", extras=extras)
    add_rows(dataset, lamp(graph, 1, base=ORIGIN))
    flush()

    for path in (f"/graph?graph={graph}", "/graph/salford/lamps"):
        answer = app.get(path, headers={"Accept": "application/n-triples"})
        assert f"<{ORIGIN}/id/manchester/streetlights/1>" in answer.body
    assert "published at another portal" in text(page(app, f"/graph?graph={graph}"))
    found = page(app, f"/graph?graph={graph}")
    for link in found.select("ul.list-inline a"):
        assert app.get(link["href"].replace(SITE, "")).status_code == 200
    assert page(app, "/doc", query_string={"uri": f"{ORIGIN}/id/manchester/streetlights/1"}).h1


def test_graphs_when_listed_then_all_are_there(app, lamps):
    found = page(app, "/graph")
    council = found.find("h2", string="Manchester City Council")
    assert text(council.find_next("li")).startswith("Street lamps : Rows , 4 facts; Description ,")
    links = [link["href"] for link in found.select("[data-civic] li a")]
    assert links == [PATH, f"{PATH}/meta", "/graph/catalog"]
    for link in page(app, "/graph").select("[data-civic] li a"):
        assert page(app, link["href"]).h1


@pytest.mark.parametrize(
    "path", ["/graph/manchester/none", "/graph?graph=http://a/b", "/graph/x.ttl"]
)
def test_graph_when_there_is_none_then_the_answer_helps(app, lamps, path):
    assert "misspelt" in text(page(app, path, status=404))
    data = app.get(path, headers={"Accept": "text/turtle"}, status=404)
    assert data.headers["Content-Type"].startswith("text/plain")


def test_graph_when_it_was_just_hidden_then_it_is_gone_in_every_format(app, lamps):
    tag = ask(app, "GET", f"{PATH}.nt").headers["ETag"]
    update("package_patch", id="lamps", private=True)

    for path in (PATH, f"{PATH}.nt", f"{PATH}/meta", f"/graph?graph={GRAPH}"):
        assert ask(app, "GET", path, headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.parametrize("cut", [0, 20])
def test_graph_when_the_store_breaks_off_then_no_half_graph_is_sent(
    app, lamps, misbehaving_server, ckan_config, monkeypatch, cut
):
    whole = b"<http://a/1> <http://a/p> <http://a/2> .\n" * 50
    misbehaving_server.route("/store", Answer(whole, cut_after=cut))
    key = "ckanext.civic.rdf.store_graph_url"
    monkeypatch.setitem(ckan_config, key, f"{misbehaving_server.url}/store")

    answer = ask(app, "GET", f"{PATH}.nt")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert b"<http://a/1>" not in answer.data


def test_graph_when_two_portals_have_one_path_then_both_are_offered(app, lamps):
    for origin in ("https://a.example", "https://b.example"):
        graph = f"{origin}/graph/x/lamps"
        row = CivicRdfGraph(graph=graph, kind="rows", state="written", written_at=clock.now())
        model.Session.add(row)
    model.Session.commit()

    found = page(app, "/graph/x/lamps", status=300)
    links = [link.get_text() for link in found.select("[data-civic] li a")]
    assert links == ["https://a.example/graph/x/lamps", "https://b.example/graph/x/lamps"]


def test_graph_when_it_is_being_written_then_it_stays_and_when_loaded_it_says_so(app, lamps):
    stand(GRAPH, "writing")
    first, second = (ask(app, "GET", f"{PATH}.nt") for _ in range(2))
    assert first.status_code == 200
    assert first.headers["ETag"] != second.headers["ETag"]
    stand(GRAPH, "loading")
    assert b"being loaded" in ask(app, "GET", f"{PATH}.nt").data
    assert ask(app, "GET", PATH, headers=PAGE).status_code == 503
    assert b"Lamp 1" not in ask(app, "GET", "/doc/manchester/streetlights/1", headers=PAGE).data


def test_graph_when_it_is_a_description_then_only_what_has_a_page_is_listed(app, lamps):
    found = page(app, f"{PATH}/meta").find("h2", string="Contents").find_next("ul")
    told = [text(item) for item in found.select("li")]
    kinds = [item.select_one(".text-muted").get_text() for item in found.select("li")]
    assert kinds == ["Dataset", "File or page of a dataset", "Organisation"], told
    assert told[-1].startswith("Manchester City Council")
    for link in found.select("a"):
        assert app.get(link["href"].removeprefix(SITE), headers=PAGE).status_code == 200
