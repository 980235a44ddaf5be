"""An answer of a store is whole, or there is none: asked of a server that misbehaves."""

from __future__ import annotations

import io
import json
import time

import pytest

from ckanext.civic.core.http import Limits
from ckanext.civic.rdf.errors import QueryRefused, StoreRejected, StoreUnavailable
from ckanext.civic.rdf.sparql.relay import RESULTS, TRIPLES, fetch
from ckanext.civic.rdf.sparql.writing import write
from ckanext.civic.rdf.stores import StoreAddresses
from fixtures.misbehaving_server import Answer

LIMITS = Limits(read_timeout_s=1, total_timeout_s=1, size_bytes=10_000, retries=0)
ROWS = json.dumps(
    {
        "head": {"vars": ["s"]},
        "results": {"bindings": [{"s": {"type": "uri", "value": "http://x/1"}}] * 20},
    }
).encode()
LINE = b'<http://x/s> <http://x/p> "text" .\n'


def ask(server, key="csv", **options):
    kind = TRIPLES if key in ("ttl", "nt", "rdf", "jsonld") else RESULTS
    addresses = StoreAddresses(f"{server.url}/query", "", f"{server.url}/store", **options)
    found = fetch(addresses, "ASK {}", accept=kind, parameters={"a": ["1", "2"]}, limits=LIMITS)
    return write(found, key, LIMITS).read()


def results(body, **options):
    return Answer(body, headers={"Content-Type": f"{RESULTS}; charset=utf-8"}, **options)


def triples(body):
    return Answer(body, headers={"Content-Type": TRIPLES})


def test_answer_when_it_is_whole_then_it_comes_in_the_format_asked_for(misbehaving_server):
    misbehaving_server.route("/query", results(ROWS))
    assert ask(misbehaving_server).decode() == "s\r\n" + "http://x/1\r\n" * 20
    assert ask(misbehaving_server, "tsv").decode() == "?s\n" + "<http://x/1>\n" * 20
    request = misbehaving_server.requests[0]
    assert (request.method, request.query) == ("POST", {})
    assert request.body == b"query=ASK+%7B%7D&a=1&a=2"


@pytest.mark.parametrize(
    "answer",
    [
        results(ROWS, cut_after=300),
        results(ROWS[:300]),
        results(ROWS[:-1]),
        results(b""),
        results(b"<html>"),
        Answer(b"<html>sign in</html>", headers={"Content-Type": "text/html"}),
        Answer(ROWS, headers={"Content-Type": "application/json"}),
        Answer(b"Exception at org.example.Secret", 500),
        Answer(b"", 401),
        Answer(b"", 404),
        Answer(status=302, headers={"Location": "http://192.0.2.1/"}),
    ],
    ids=range(11),
)
def test_answer_when_it_is_not_whole_then_nothing_of_it_is_sent(misbehaving_server, answer):
    misbehaving_server.route("/query", answer)
    with pytest.raises(StoreUnavailable) as error:
        ask(misbehaving_server)
    assert "Secret" not in str(error.value)


@pytest.mark.parametrize(
    "answer",
    [
        results(ROWS[:300] + b"The SPARQL operation has been cancelled"),  # Oxigraph 0.5
        Answer(b"The SPARQL operation has been cancelled", 500),
        Answer(b"Query timed out", 503),  # Fuseki
        results(ROWS, stall_s=5),
        results(ROWS, drip_s=0.2),
    ],
    ids=["in the middle", "500", "503", "hangs", "drips"],
)
def test_answer_when_it_takes_too_long_then_that_is_said_in_time(misbehaving_server, answer):
    misbehaving_server.route("/query", answer)
    started = time.monotonic()
    with pytest.raises(QueryRefused, match="took over 1 second") as error:
        ask(misbehaving_server)
    assert error.value.status == 504
    assert time.monotonic() - started < 3


def test_triples_when_the_store_stops_in_the_middle_then_nothing_is_sent(misbehaving_server):
    for tail in (
        b"The SPARQL operation has been cancelled",
        b"## Query cancelled due to timeout ##",
    ):
        body = Answer(LINE * 3 + tail, headers={"Content-Type": TRIPLES})
        misbehaving_server.route("/query", body)
        with pytest.raises(QueryRefused, match="took over"):
            ask(misbehaving_server, "ttl")
    misbehaving_server.route(
        "/query", Answer(LINE * 3 + LINE[:20], headers={"Content-Type": TRIPLES})
    )
    with pytest.raises(StoreUnavailable):
        ask(misbehaving_server, "ttl")


def test_answer_when_it_is_too_big_then_that_is_said(misbehaving_server):
    misbehaving_server.route("/query", triples(LINE * 1000))
    with pytest.raises(QueryRefused, match="over 10000 bytes") as error:
        ask(misbehaving_server, "nt")
    assert error.value.status == 422


def test_mistake_when_the_store_finds_one_then_its_words_come_without_its_code(misbehaving_server):
    words = (
        b"Parse error: line 1, column 9\n\nat org.example.Secret(File.java:1)\nFuseki - version 6"
    )
    misbehaving_server.route("/query", Answer(words, 400))
    with pytest.raises(StoreRejected, match=r"line 1, column 9$"):
        ask(misbehaving_server)
    misbehaving_server.route("/query", Answer(b"The custom function <u:f> is not supported", 500))
    with pytest.raises(StoreRejected, match="custom function"):
        ask(misbehaving_server)


def test_store_when_it_wants_a_password_then_it_gets_it_and_no_error_has_it(misbehaving_server):
    misbehaving_server.route("/query", Answer(b"", 403))
    with pytest.raises(StoreUnavailable) as error:
        ask(misbehaving_server, user="civic", password="very secret")
    assert misbehaving_server.requests[0].headers["authorization"].startswith("Basic ")
    assert "secret" not in str(error.value)


def test_xml_when_it_cannot_carry_the_answer_then_another_format_is_advised():
    text = ROWS.replace(b"http://x/1", b"\\u0001").replace(b'"uri"', b'"literal"')
    with pytest.raises(QueryRefused, match="no XML document"):
        write(io.BytesIO(text), "xml", LIMITS)
    for triple in (b'<u:s> <http://x/1> "a" .\n', b'<u:s> <http://x/p> "\\u0001" .\n'):
        with pytest.raises(QueryRefused, match="Ask for another format"):
            write(io.BytesIO(triple), "rdf", LIMITS)
        assert write(io.BytesIO(triple), "ttl", LIMITS).read()
