"""The query part of the W3C's tests of the SPARQL 1.1 Protocol, and what else it says.

Source: w3c/rdf-tests, sparql/sparql11/protocol/manifest.ttl (names of the cases as there).
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
import rdflib

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
BOTH = f"ASK {{ <{DATA.format(1)}> a ?type . <{DATA.format(2)}> a ?type }}"
IN_GRAPHS = f"GRAPH ?g1 {{ <{DATA.format(1)}> a ?a }} GRAPH ?g2 {{ <{DATA.format(2)}> a ?b }}"
NAMED = f"ASK {{ {IN_GRAPHS} }}"
FULL = f"ASK {{ <{DATA.format(3)}> a ?type {IN_GRAPHS} }}"


@pytest.fixture
def data(store):
    """The three graphs of the W3C's tests, each saying that it is a document."""
    for number in (1, 2, 3):
        name = DATA.format(number)
        kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        store.put(name, f"<{name}> <{kind}> <{DOCUMENT}> .\n".encode())


def graphs(kind, *numbers):
    return [(f"{kind}-graph-uri", DATA.format(number)) for number in numbers]


def query(app, how, text, fields=(), **options):
    """Ask in one of the protocol's three ways, with the graphs in the address."""
    if how == "get":
        return app.get("/sparql", query_string=[("query", text), *fields], **options)
    kind = {"content_type": DIRECT, "data": text}
    if how == "form":
        kind = {"data": {"query": text}}
    return app.post("/sparql", query_string=list(fields), **kind, **options)


def truth(answer):
    assert answer.headers["Content-Type"].startswith("application/sparql-results+json")
    return json.loads(answer.body)["boolean"]


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_query_when_asked_in_each_way_then_it_answers(app, store, how):
    assert truth(query(app, how, "ASK {}"))  # query_get, query_post_form, query_post_direct


CASES = [
    (BOTH, graphs("default", 1, 2), True),  # query_dataset_default_graphs_*
    (BOTH, graphs("default", 1), False),
    (NAMED, graphs("named", 1, 2), True),  # query_dataset_named_graphs_*
    (NAMED, graphs("named", 1), False),
    (FULL, [*graphs("default", 3), *graphs("named", 1, 2)], True),  # query_dataset_full
    (FULL, [*graphs("default", 3), *graphs("named", 1)], False),
    ("ASK { ?s ?p ?o }", graphs("default", 0), False),
]


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_query_when_the_request_names_graphs_then_only_they_answer(app, data, how):
    for text, fields, expected in CASES:
        assert truth(query(app, how, text, fields)) is expected, (text, fields)


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_query_when_it_names_graphs_as_well_then_the_request_comes_first(app, data, how):
    # query_multiple_dataset; SPARQL 1.1 Protocol, 2.1.4
    text = f"ASK FROM <{DATA.format(3)}> {{ GRAPH ?g {{ <{DATA.format(1)}> a ?type }} }}"
    assert truth(query(app, how, text, graphs("named", 1, 2)))
    assert not truth(query(app, how, text))


def test_query_when_a_form_names_graphs_in_its_body_then_they_count(app, data):
    body = [("query", BOTH), *graphs("default", 1, 2)]
    assert truth(app.post("/sparql", data=urlencode(body), content_type=FORM))
    assert not truth(app.post("/sparql", data=urlencode(body[:2]), content_type=FORM))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", ("sparql-results+json", "sparql-results+xml", "csv", "tab-")),
        ("ASK {}", ("sparql-results+json", "sparql-results+xml")),
        ("DESCRIBE <http://example.org/>", ("turtle", "n-triples", "rdf+xml", "ld+json")),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", ("turtle", "n-triples", "rdf+xml", "ld+json")),
    ],
)
def test_query_when_a_format_is_wanted_then_it_comes(app, store, text, kinds):
    # query_content_type_*
    text = f"BASE <http://example.org/> {text}"
    for kind in kinds:
        main = "text" if kind in ("csv", "tab-", "turtle") else "application"
        kind = f"{kind}separated-values" if kind == "tab-" else kind
        wanted = {"Accept": f"{main}/{kind}"}
        answer = app.get("/sparql", query_string={"query": text}, headers=wanted)
        assert answer.headers["Content-Type"] == f"{main}/{kind}; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/json", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_query_when_formats_are_weighed_then_the_best_comes(app, store, accept, kind):
    asked = {"query": "SELECT (1 AS ?n) {}"}
    answer = app.get("/sparql", query_string=asked, headers={"Accept": accept})
    assert answer.headers["Content-Type"].startswith(kind)


def direct(body, kind=DIRECT, **options):
    return {"method": "POST", "data": body, "content_type": kind, **options}


def address(*fields, **options):
    return {"query_string": urlencode(fields), **options}


ASK = ("query", "ASK {}")
UPDATE = "application/sparql-update"
REFUSED = [
    ({"method": "PUT", "data": {"query": "ASK {}"}}, 405),  # bad_query_method
    ({"method": "DELETE"}, 405),
    (address(ASK, ("query", "SELECT * {}")), 400),  # bad_multiple_queries
    (address(("query", "")), 400),
    (address(*graphs("default", 1)), 400),
    (direct(b"ASK {}", "text/plain"), 415),  # bad_query_wrong_media_type
    (direct(b"query=ASK%20%7B%7D", None), 415),  # bad_query_missing_form_type
    (direct(b"ASK {}", None), 415),  # bad_query_missing_direct_type
    (direct("ASK {}".encode("utf-16"), f"{DIRECT}; charset=UTF-16"), 415),  # bad_query_non_utf8
    (direct("ASK {}".encode("utf-16")), 400),
    (direct(b""), 400),
    (direct(b"", FORM), 400),
    (direct(b"ASK {}", query_string=urlencode([ASK])), 400),
    (address(("query", "ASK {")), 400),  # bad_query_syntax
    (address(("query", b"ASK { <\xff> ?p ?o }")), 400),
    (address(("update", "CLEAR ALL")), 403),  # bad_update_get
    (direct(b"update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM), 403),  # bad_multiple_updates
    (direct(b"CLEAR NAMED", "text/plain"), 415),  # bad_update_wrong_media_type
    (direct(b"update=CLEAR%20NAMED", None), 415),  # bad_update_missing_form_type
    (direct("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"), 403),
    (direct(b"update=CLEAR%20XYZ", FORM), 403),  # bad_update_syntax
    (direct(b"CLEAR NAMED", UPDATE), 403),
    (direct(b"", UPDATE, query_string="using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople"), 403),
    (address(ASK, headers={"Accept": "image/png"}), 406),
    (address(ASK, headers={"Accept": "text/csv"}), 406),  # CSV is defined for tables only
    (address(ASK, ("format", "csv")), 406),
    (address(("query", "SELECT * {}"), headers={"Accept": "text/turtle"}), 406),
    (address(ASK, ("format", "docx")), 400),
    (address(ASK, ("default-graph-uri", "x:y\r\nX-Evil: 1")), 400),
    (address(ASK, *graphs("named", *range(1001))), 413),
    (direct(b"ASK {}" + b" " * 500_000), 413),
    (direct(b"query=ASK+{}" + b"&a=1" * 3000, FORM), 413),
    (direct({"query": (None, "ASK {}")}, "multipart/form-data"), 415),
    (direct(b"x", headers={"Content-Encoding": "gzip"}), 415),
]


def test_request_when_it_is_not_right_then_it_says_why(app, store):
    client = app.test_client(use_cookies=False)
    for request, status in REFUSED:
        answer = client.open("/sparql", **{"method": "GET", **request})

        assert answer.status_code == status, (request, answer.body)
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(answer.body.strip()) > 10
        assert "X-Evil" not in answer.headers
        if status == 405:
            assert answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_service_when_nothing_is_asked_then_it_describes_itself_in_each_format(app, data):
    # service-description: returns-rdf, has-endpoint-triple
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    address = rdflib.URIRef("http://test.civic.example/sparql")
    seen = []
    for accept, syntax in (
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
    ):
        answer = app.get("/sparql", headers={"Accept": accept})
        seen.append(rdflib.Graph().parse(data=answer.body, format=syntax))
    assert all((address, sd.endpoint, address) in graph for graph in seen)
    assert len({len(graph) for graph in seen}) == 1
    formats = {str(each).rsplit("/", 1)[1] for each in seen[0].objects(address, sd.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle", "N-Triples"} <= formats
    assert (address, sd.feature, sd.UnionDefaultGraph) in seen[0]
    assert not any(isinstance(term, rdflib.BNode) for triple in seen[0] for term in triple)


def test_service_when_a_browser_asks_then_the_page_comes(app, store):
    answer = app.get("/sparql", headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/sparql/ui")


def test_preflight_when_a_script_asks_then_it_may_post(app, store):
    answer = app.options("/sparql")
    assert answer.status_code == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


def test_head_when_asked_then_it_says_what_get_would(app, data):
    asked = {"query": BOTH}
    get = app.get("/sparql", query_string=asked)
    client = app.test_client(use_cookies=False)
    head = client.open("/sparql", method="HEAD", query_string=asked)
    assert (head.status_code, head.body) == (200, "")
    assert head.headers["ETag"] == get.headers["ETag"]


def test_answer_when_the_client_has_it_then_304_and_gzip_otherwise(app, data):
    asked = {"query": "SELECT ?s { ?s a ?type } ORDER BY ?s"}
    first = app.get("/sparql", query_string=asked)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = app.get("/sparql", query_string=asked, headers=tag)
    assert (again.status_code, again.body) == (304, "")
    packed = app.get("/sparql", query_string=asked, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert first.headers["Vary"] == "Accept, Accept-Encoding"
