"""The end point when things go wrong: with the store, with its load, with what is hidden."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import rdflib
import requests
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.rdf.logic.query_slots import query_slot
from fixtures.misbehaving_server import Answer, MisbehavingServer, json_answer

from .conftest import SITE, add_rows, lamp

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

ROWS = f"{SITE}/graph/manchester/lamps"
SYNTAXES = (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"))
JSON = "application/sparql-results+json"
LABELS = "SELECT ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?o"


def answered(*labels):
    rows = [{"o": {"type": "literal", "value": label}} for label in labels]
    body = json.dumps({"head": {"vars": ["o"]}, "results": {"bindings": rows}}).encode()
    return Answer(body, headers={"Content-Type": JSON})


@pytest.fixture
def set_option(ckan_config, monkeypatch):
    return lambda name, value: monkeypatch.setitem(ckan_config, f"ckanext.civic.rdf.{name}", value)


def ask(app, query=LABELS, status=200, **options):
    return app.get("/sparql", query_string={"query": query}, status=status, **options)


def test_answer_when_the_store_fails_in_any_way_then_the_status_says_so(
    app, store, misbehaving_server, set_option
):
    set_option("store_query_url", f"{misbehaving_server.url}/query")
    set_option("sparql_timeout_s", 1)
    whole = answered("Lamp 1").body
    for answer, status in (
        (answered("Lamp 1"), 200),
        (Answer(b"trouble at /srv/secret", 500), 503),
        (Answer(whole, headers={"Content-Type": JSON}, cut_after=20), 503),
        (Answer(whole[:-9], headers={"Content-Type": JSON}), 503),
        (Answer(whole, headers={"Content-Type": JSON}, stall_s=4), 504),
        (Answer(whole, headers={"Content-Type": JSON}, drip_s=0.3), 504),
    ):
        misbehaving_server.route("/query", answer)
        found = ask(app, status=status)
        assert ("Lamp 1" in found.body) == (status == 200)
        assert "secret" not in found.body
        if status == 503:
            assert found.headers["Retry-After"] == "30"


def test_answer_when_it_is_too_big_then_nothing_of_it_comes(app, store, set_option):
    set_option("sparql_size_bytes", 1000)
    many = "SELECT ?a ?b { VALUES ?a { 1 2 3 4 5 6 7 8 9 } VALUES ?b { 1 2 3 4 5 6 7 8 9 } }"
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept": "text/csv"}):
        found = ask(app, many, 422, headers=headers)
        assert "over 1000 bytes" in found.body


def test_query_when_the_store_broke_off_for_somebody_else_then_it_is_asked_once_more(
    app, store, ckan_config, monkeypatch, misbehaving_server
):
    whole = json_answer({"head": {}, "boolean": True}, headers={"Content-Type": JSON})
    key = "ckanext.civic.rdf.store_query_url"
    monkeypatch.setitem(ckan_config, key, f"{misbehaving_server.url}/query")
    for fault in (Answer(resets=True), replace(whole, cut_after=5)):
        misbehaving_server.route("/query", fault, whole)
        assert '"boolean":true' in ask(app, "ASK {}").body.replace(" ", "")
        misbehaving_server.route("/query", fault)
        before = len(misbehaving_server.requests)
        ask(app, "ASK {}", 503)
        assert len(misbehaving_server.requests) == before + 2


def test_query_when_too_many_run_then_the_next_is_told_when_to_come_back(app, store, set_option):
    set_option("sparql_queries", 2)
    with query_slot(limit=2, seconds=60), query_slot(limit=2, seconds=60):
        found = ask(app, status=503)
        assert found.headers["Retry-After"] == "5"
        assert "Too many" in found.body
    ask(app)


def test_query_when_a_process_died_with_its_place_then_the_place_comes_back(app, store, set_option):
    set_option("sparql_queries", 1)
    with query_slot(limit=1, seconds=0):
        ask(app)


def test_query_when_portals_forms_need_a_token_then_a_query_needs_none(app, store):
    app.flask_app.config["WTF_CSRF_ENABLED"] = True
    try:
        kind = "application/sparql-query"
        assert app.post("/sparql", data="ASK {}", content_type=kind).status_code == 200
        assert app.post("/sparql", data={"query": "ASK {}"}).status_code == 200
    finally:
        app.flask_app.config["WTF_CSRF_ENABLED"] = False


def test_mistake_when_the_query_has_one_then_its_place_is_told(app, store):
    found = ask(app, "SELECT * {\n  ?s ?p }", 400)
    assert "2:10" in found.body


def test_query_when_it_names_an_address_then_the_store_fetches_nothing(
    app, store, misbehaving_server
):
    far = f"{misbehaving_server.url}/data.nt"
    misbehaving_server.route("/data.nt", Answer(b"<u:a> <u:b> <u:c> .\n"))
    for query in (
        f"SELECT * FROM <{far}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{far}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * {{ GRAPH <{far}> {{ ?s ?p ?o }} }}",
        f"DESCRIBE <{far}>",
    ):
        assert "u:c" not in ask(app, query).body
    asked = [("query", "SELECT * { ?s ?p ?o }"), ("default-graph-uri", far)]
    assert "u:c" not in app.get("/sparql", query_string=asked).body
    assert misbehaving_server.requests == []


class HidingServer(MisbehavingServer):
    """A store during whose first answer a dataset is hidden."""

    def answer_to(self, request):
        if not self.requests:
            with model.meta.engine.begin() as connection:
                hide = "UPDATE package SET private = true WHERE name = 'lamps'"
                connection.execute(sa.text(hide))
        return super().answer_to(request)


def test_answer_when_something_is_hidden_while_it_is_made_then_it_is_made_again(
    app, council, flush, store, set_option
):
    dataset = factories.dataset(council, name="lamps")
    add_rows(dataset, lamp(ROWS, 1))
    flush()
    server = HidingServer()
    try:
        set_option("store_query_url", f"{server.url}/query")
        server.route("/query", answered("Lamp 1"), answered("something else"))
        found = ask(app)
    finally:
        server.close()
    assert len(server.requests) == 2
    assert "Lamp 1" not in found.body


def test_stores_when_asked_the_same_then_they_answer_the_same_bytes(
    app, store, fuseki, set_option, quad_store
):
    lines = "".join(f'<http://x/{n}> <http://x/p> "{n}"@en .\n' for n in range(50)).encode()
    questions = [
        ("SELECT ?s ?o { ?s <http://x/p> ?o } ORDER BY ?s", kind)
        for kind in ("json", "xml", "csv", "tsv")
    ]
    questions += [("ASK { ?s ?p ?o }", "json"), ("ASK FROM <http://x/none> { ?s ?p ?o }", "json")]
    seen = {}
    for base, union in ((quad_store, "union-default-graph="), (fuseki, "")):
        set_option("store_query_url", f"{base}/query")
        set_option("store_union_parameter", union)
        headers = {"Content-Type": "application/n-triples"}
        graph = {"graph": "http://x/g"}
        requests.put(f"{base}/store", params=graph, data=lines, headers=headers, timeout=30)
        seen[base] = [
            app.get("/sparql", query_string={"query": query, "format": kind}).body
            for query, kind in questions
        ]
        seen[base] += [
            set(rdflib.Graph().parse(data=described(app, kind), format=syntax))
            for kind, syntax in SYNTAXES
        ]
        ask(app, "SELECT * { ?s ?p }", 400)
    assert seen[quad_store] == seen[fuseki]
    assert len(seen[fuseki][-1]) == 50


def described(app, kind):
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    return app.get("/sparql", query_string={"query": query, "format": kind}).body


def test_fuseki_when_a_query_never_ends_then_the_store_stops_it(app, store, fuseki, set_option):
    set_option("store_query_url", f"{fuseki}/query")
    set_option("store_timeout_parameter", "timeout=s")
    set_option("sparql_timeout_s", 2)
    many = " ".join(map(str, range(100)))
    endless = " ".join(f"VALUES ?v{n} {{ {many} }}" for n in range(8))
    ask(app, f"SELECT (COUNT(*) AS ?n) {{ {endless} }}", 504)
    ask(app, f"SELECT * {{ {endless} }} ORDER BY ?v1", 504)
    ask(app, "ASK {}")


def test_robots_when_they_ask_then_they_are_told_not_to_run_queries(app, store):
    lines = app.get("/robots.txt").body.splitlines()
    assert "Disallow: /sparql?" in lines
    assert "Disallow: /api/" in lines
    assert lines.index("User-agent: *") < lines.index("Disallow: /sparql?")
