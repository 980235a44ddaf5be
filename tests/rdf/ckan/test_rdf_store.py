"""One client, two real servers: Oxigraph and Apache Jena Fuseki."""

from __future__ import annotations

from pathlib import Path

import pytest

from ckanext.civic.core.http import Limits
from ckanext.civic.rdf.errors import StoreRejected, StoreUnavailable
from ckanext.civic.rdf.stores import GraphFile, SparqlStore, StoreAddresses

from .conftest import addresses

GRAPH = "http://a.example/graph/m/x%20y"
LINES = [f'<http://a.example/{n}> <http://a.example/p> "é\\n{n}" .\n' for n in range(5000)]


@pytest.fixture(params=["quad_store", "fuseki"])
def server(request: pytest.FixtureRequest) -> SparqlStore:
    """A client of each kind of server in turn."""
    return SparqlStore(addresses(request.getfixturevalue(request.param)))


def test_store_when_a_graph_is_put_twice_then_it_is_replaced(server: SparqlStore, tmp_path: Path):
    server.put("http://a.example/graph/other", LINES[0].encode())
    path = tmp_path / "graph.nt"
    path.write_text("".join(LINES), encoding="utf-8")
    server.put(GRAPH, GraphFile(path))
    assert server.count(GRAPH) == 5000

    server.put(GRAPH, "".join(LINES[:2]).encode())

    assert server.count(GRAPH) == 2
    assert server.graphs() == {GRAPH, "http://a.example/graph/other"}
    assert server.has_any(["http://a.example/graph/none", GRAPH])
    assert not server.has_any(["http://a.example/graph/none", "http://a.example/graph/nil"])
    answer = server.get(GRAPH, accept="application/n-triples")
    assert answer is not None
    assert answer.body.count(b"\n") == 2

    server.delete(GRAPH)
    server.delete(GRAPH)

    assert server.get(GRAPH, accept="application/n-triples") is None
    assert server.graphs() == {"http://a.example/graph/other"}


def test_store_when_a_query_is_wrong_then_its_words_are_passed_on(server: SparqlStore):
    with pytest.raises(StoreRejected, match=r"cannot be run: ."):
        server.query("SELECT * { ?s ?p }", accept="text/csv")


def test_store_when_content_is_broken_then_nothing_is_half_written(server: SparqlStore):
    server.put(GRAPH, LINES[0].encode())

    with pytest.raises(StoreRejected):
        server.put(GRAPH, "".join([*LINES[:100], "broken\n"]).encode())

    assert server.count(GRAPH) == 1


def test_store_when_it_answers_after_an_error_then_the_whole_file_is_sent_again(
    misbehaving_server, tmp_path: Path
):
    from fixtures.misbehaving_server import Answer

    misbehaving_server.route(
        "/store", Answer(status=503, headers={"Retry-After": "0"}), Answer(status=204)
    )
    path = tmp_path / "graph.nt"
    path.write_text("".join(LINES), encoding="utf-8")

    SparqlStore(addresses(misbehaving_server.url)).put(GRAPH, GraphFile(path))

    bodies = [request.body for request in misbehaving_server.requests]
    assert bodies == [path.read_bytes()] * 2


def test_store_when_it_is_not_there_then_that_is_said():
    with pytest.raises(StoreUnavailable, match="does not answer"):
        SparqlStore(addresses("http://127.0.0.1:9")).graphs()


def test_store_when_a_query_takes_too_long_then_it_is_given_up(misbehaving_server):
    from fixtures.misbehaving_server import Answer

    misbehaving_server.route("/query", Answer(b"{}", stall_s=5))
    limits = Limits(read_timeout_s=0.3, total_timeout_s=0.3, retries=0)

    with pytest.raises(StoreUnavailable):
        SparqlStore(addresses(misbehaving_server.url), query_limits=limits).graphs()


def test_store_when_it_has_a_password_then_it_is_sent_and_never_shown(misbehaving_server):
    from fixtures.misbehaving_server import Answer

    misbehaving_server.route("/store", Answer(status=401))
    base = misbehaving_server.url
    services = StoreAddresses(f"{base}/query", f"{base}/update", f"{base}/store", "civic", "hidden")

    with pytest.raises(StoreRejected) as refused:
        SparqlStore(services).delete(GRAPH)

    assert misbehaving_server.requests[0].headers["authorization"].startswith("Basic ")
    assert "hidden" not in str(refused.value)
