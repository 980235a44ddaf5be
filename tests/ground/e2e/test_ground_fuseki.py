"""The Fuseki fixture is a real, empty store whose default graph is the union of all."""

from __future__ import annotations

import requests

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def _count(store: str) -> int:
    answer = requests.get(
        f"{store}/query",
        params={"query": COUNT},
        headers={"Accept": "application/sparql-results+json"},
        timeout=10,
    )
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def test_fuseki_when_a_named_graph_is_put_then_a_plain_query_sees_it(fuseki: str) -> None:
    assert _count(fuseki) == 0
    requests.put(
        f"{fuseki}/store",
        params={"graph": "http://civic.example/graph/a"},
        data=b"<http://civic.example/a> <http://civic.example/b> 'c' .",
        headers={"Content-Type": "application/n-triples"},
        timeout=10,
    ).raise_for_status()
    assert _count(fuseki) == 1


def test_fuseki_when_the_next_test_starts_then_is_empty_again(fuseki: str) -> None:
    assert _count(fuseki) == 0
