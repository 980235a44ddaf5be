"""Hostile addresses, hostile values, and a store that misbehaves."""

from __future__ import annotations

import itertools

import pytest
from bs4 import BeautifulSoup

import factories
from ckanext.civic.rdf.things.address import path_of
from fixtures.misbehaving_server import Answer

from .conftest import LABEL, SITE, add_rows
from .thing_rows import GRAPH, LAMP, nquads

pytestmark = pytest.mark.with_plugins("civic_harmonise", "civic_rdf", "dcat")

PAGE = {"Accept": "text/html"}
DOC = "/doc/manchester/streetlights/1"

HOSTILE = [
    "..",
    "../../etc/passwd",
    "%2e%2e/%2e%2e/etc/passwd",
    "manchester//streetlights",
    "/manchester",
    "manchester/%00",
    "manchester/a%0d%0aX-Evil:1",
    "manchester/%0a",
    "manchester/%ff%fe",
    "manchester/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "manchester/<script>alert(1)</script>",
    "manchester/%3E%20%7D%20;%20DROP%20ALL%20%23",
    "manchester/%5C%5C",
    "manchester/%E2%80%AEtxt",
    "manchester/" + "x" * 6000,
    "manchester/" + "a/" * 900,
    "%252e%252e",
    "?",
    "#",
]


@pytest.fixture
def publish(council, flush):
    def act(text):
        dataset = factories.dataset(council, name="lamps", title="Lamps", license_id="uk-ogl")
        add_rows(dataset, text if " .\n" in text else nquads(text))
        flush()
        return dataset

    return act


@pytest.mark.parametrize("place", ["id", "doc", "doc/def", "graph"])
def test_address_when_it_is_hostile_then_there_is_a_plain_answer(app, publish, place):
    client = app.flask_app.test_client()
    for path, accept in itertools.product(HOSTILE, ("text/html", "text/turtle")):
        answer = client.get(f"/{place}/{path}", headers={"Accept": accept})
        assert answer.status_code in (200, 301, 302, 303, 308, 404, 406), path
        assert b"<script>alert" not in answer.data
        assert "X-Evil" not in answer.headers
        assert b"Traceback" not in answer.data


@pytest.mark.parametrize("place", ["id/", "doc/", "graph/", "doc?uri=http://a.example/"])
def test_address_when_it_is_very_long_then_the_answer_is_short(app, council, place):
    client = app.flask_app.test_client()
    for end in ("x" * 5000, "%C3%A9" * 700):
        answer = client.get(f"/{place}{end}", headers=PAGE)
        if answer.status_code == 303:  # 700 letters can be a name
            answer = client.get(answer.headers["Location"].replace(SITE, ""), headers=PAGE)
        assert answer.status_code == 404
        assert answer.mimetype == "text/plain"
        assert len(answer.data) < 500


@pytest.mark.parametrize("place", ["id", "doc", "graph"])
def test_address_when_it_leads_up_then_nothing_is_there(app, council, place):
    client = app.flask_app.test_client()
    for path in ("../../x", "..", "manchester/../x", "./manchester"):
        raw = f"/{place}/{path}"
        answer = client.get(raw, environ_overrides={"RAW_URI": raw}, headers=PAGE)
        assert answer.status_code == 404, path


def test_things_when_their_names_are_unusual_then_their_addresses_lead_to_them(app, publish):
    names = ["Zürich", "a b", "12/61000/HH", "it's", 'a"b', "x?y#z", "50%", "a&b", "..", "é.ttl"]
    paths = [path_of(["manchester", "streetlights", name]) for name in names]
    publish("".join(f'<{SITE}/id/{path}> {LABEL} "At {path}" <{GRAPH}> .\n' for path in paths))

    client = app.flask_app.test_client()
    for path in paths:
        led = client.get(f"/id/{path}", environ_overrides={"RAW_URI": f"/id/{path}"})
        place = led.headers["Location"].replace(SITE, "")
        assert place == f"/doc/{path}"
        shown = client.get(place, headers=PAGE, environ_overrides={"RAW_URI": place})
        heading = BeautifulSoup(shown.text, "html.parser").h1
        assert heading.get_text() == f"At {path}"
        data = client.get(f"{place}.nt", environ_overrides={"RAW_URI": f"{place}.nt"})
        assert f"<{SITE}/id/{path}>" in data.text


def test_thing_when_its_address_has_letters_as_they_are_then_it_is_found(app, publish):
    publish(f'<{SITE}/id/manchester/streetlights/Zürich> {LABEL} "Z" <{GRAPH}> .\n')
    answer = app.get("/doc/manchester/streetlights/Z%C3%BCrich", headers=PAGE)
    assert "<bdi>Z</bdi></h1>" in answer.body


def test_page_when_values_are_hostile_then_they_are_only_text(app, publish):
    evil = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
    publish(f"""
        <{LAMP}> <http://www.w3.org/2000/01/rdf-schema#label> "{evil}\\u202Etxt" ;
          a <javascript:alert(1)>, <http://d/%3Cscript%3E> ;
          <http://d/a> <javascript:alert(2)>, <data:text/html,x> ;
          <http://d/b> "{evil}"@en ; <http://d/d> "{evil}"^^<http://d/type> ;
          <javascript:alert%283%29> "x" ;
          <http://www.w3.org/2003/01/geo/wgs84_pos#lat> "53.4\\"><script>" ;
          <http://www.w3.org/2003/01/geo/wgs84_pos#long> "-2" ;
          <http://d/c> "2014-13-45"^^<http://www.w3.org/2001/XMLSchema#date> .""")

    answer = app.get(DOC, headers=PAGE)
    found = BeautifulSoup(answer.body, "html.parser")

    assert "<script>alert" not in answer.body
    assert "onerror" not in {name for tag in found.find_all() for name in tag.attrs}
    for link in found.select("[data-civic] a, link"):
        assert not link["href"].lower().startswith(("javascript", "data"))
    assert found.h1.bdi
    assert "2014-13-45" in found.get_text()


def test_page_when_a_text_is_a_million_signs_then_the_page_stays_small(app, publish):
    publish(f'<{LAMP}> <http://d/a> "{"long " * 200_000}" <{GRAPH}> .\n')
    answer = app.get(DOC, headers=PAGE)
    assert len(answer.body) < 100_000
    assert len(app.get(f"{DOC}.nt").body) > 1_000_000


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"boom", 500),
        Answer(b"", 503),
        Answer(b'{"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": [', 200),
        Answer(b'{"head": {}}' * 50, 200, cut_after=30),
        Answer(b"<html>a proxy</html>", 200),
        Answer(b"{}", 200, stall_s=30),
    ],
    ids=["500", "503", "half a document", "cut off", "something else", "silence"],
)
def test_store_when_it_misbehaves_then_people_are_told_what_to_do(
    app, publish, misbehaving_server, ckan_config, monkeypatch, answer
):
    publish(f'<{LAMP}> {LABEL} "Lamp" <{GRAPH}> .\n')
    misbehaving_server.route("/query", answer)
    for name, value in (("store_query_url", f"{misbehaving_server.url}/query"),):
        monkeypatch.setitem(ckan_config, f"ckanext.civic.rdf.{name}", value)
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.sparql_timeout_s", 1)

    shown = app.get(DOC, headers=PAGE, status=503)
    assert shown.headers["Retry-After"]
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Try again" in shown.body
    assert "127.0.0.1" not in shown.body
    told = app.get(DOC, headers={"Accept": "text/turtle"}, status=503)
    assert told.headers["Content-Type"].startswith("text/plain")


def test_things_when_the_portal_has_no_store_then_it_says_so(
    app, council, ckan_config, monkeypatch
):
    for name in ("query", "graph"):
        monkeypatch.delitem(ckan_config, f"ckanext.civic.rdf.store_{name}_url", raising=False)
    for path in (DOC, "/doc", "/graph", "/graph/a/b"):
        assert "Search the datasets" in app.get(path, headers=PAGE, status=503).body
