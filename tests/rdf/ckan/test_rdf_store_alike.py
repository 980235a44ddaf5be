"""Oxigraph and Jena Fuseki, filled by the same client, give the same answers."""

from __future__ import annotations

import json

import pytest

from ckanext.civic.core.nquads import literal
from ckanext.civic.rdf.examples import examples
from ckanext.civic.rdf.graphs.difference import difference, update_of
from ckanext.civic.rdf.stores import SparqlStore
from ckanext.civic.rdf.stores.writing import GraphToWrite, is_same, write_graph

from .conftest import addresses

VOCABULARY = "http://hub.example"
BASE = "http://a.example"
XSD = "http://www.w3.org/2001/XMLSchema#"
P = f"{BASE}/def/"
GRAPHS = (f"{BASE}/graph/m/one", f"{BASE}/graph/m/two", f"{BASE}/graph/m/one/meta")
# the request parameter that makes all graphs the default one; Fuseki's dataset does so by itself
UNION = {"quad_store": {"union-default-graph": [""]}, "fuseki": {}}

QUESTIONS = {
    "count": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "types": "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t",
    "sum": f"SELECT (SUM(?w) AS ?n) (MIN(?w) AS ?a) (MAX(?w) AS ?b) {{ ?s <{P}watts> ?w }}",
    "filter": f"SELECT ?s {{ ?s <{P}watts> ?w FILTER(?w > 40 && ?w < 60) }} ORDER BY ?s",
    "text": f"SELECT ?s ?l {{ ?s <{P}label> ?l FILTER(CONTAINS(?l, 'é')) }} ORDER BY ?s",
    "language": f"SELECT ?l {{ ?s <{P}label> ?l FILTER(LANG(?l) = 'cy') }} ORDER BY ?l",
    "optional": f"SELECT ?s ?n {{ ?s a <{P}Light> OPTIONAL {{ ?s <{P}note> ?n }} }} ORDER BY ?s ?n",
    "union": f"SELECT ?x {{ {{ ?x a <{P}Light> }} UNION {{ ?x a <{P}Road> }} }} ORDER BY ?x",
    "path": f"SELECT DISTINCT ?x {{ ?s <{P}road>/<{P}name> ?x }} ORDER BY ?x",
    "not": f"SELECT ?s {{ ?s a <{P}Light> FILTER NOT EXISTS {{ ?s <{P}note> ?n }} }} ORDER BY ?s",
    "date": f"SELECT ?s {{ ?s <{P}day> ?d FILTER(?d >= '2026-03-10'^^<{XSD}date>) }} ORDER BY ?s",
    "one graph": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPHS[0]}> {{ ?s ?p ?o }} }}",
    "ask": f"ASK {{ ?s <{P}watts> 45 }}",
}


def statements(graph: str) -> list[str]:
    """Return the N-Triples of a small graph that has every kind of value.

    No statement stands in two graphs: Oxigraph would count it twice, Fuseki once.
    """
    first = 100 * (GRAPHS.index(graph) + 1)
    lines = []
    for number in range(first, first + 60):
        thing, road = f"<{BASE}/id/m/{number}>", f"<{BASE}/id/m/road-{first + number % 7}>"
        said = {
            "label": literal(f"Café {number}\n“x”", language="cy" if number % 2 else "en"),
            "watts": f'"{number % 90}"^^<{XSD}integer>',
            "height": f'"{number % 9}.50"^^<{XSD}decimal>',
            "day": f'"2026-03-{number % 28 + 1:02d}"^^<{XSD}date>',
            "road": road,
        }
        if number % 3 == 0:
            said["note"] = literal('tab\t\\ quote" \U0001f600')
        lines += [f"{thing} <{P}{name}> {value} .\n" for name, value in said.items()]
        lines += [
            f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{P}Light> .\n",
            f'{road} <{P}name> "Road {number % 7}" .\n',
            f"{road} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{P}Road> .\n",
        ]
    return sorted(set(lines))


@pytest.fixture
def both(quad_store: str, fuseki: str, tmp_path) -> dict[str, SparqlStore]:
    """A client of each server, both filled with the same graphs."""
    stores = {
        name: SparqlStore(addresses(base))
        for name, base in (("quad_store", quad_store), ("fuseki", fuseki))
    }
    for number, graph in enumerate(GRAPHS):
        path = tmp_path / f"{number}.nt"
        lines = statements(graph)
        path.write_text("".join(lines), encoding="utf-8", newline="")
        for name, store in stores.items():
            folder = tmp_path / f"{name}-{number}"
            folder.mkdir()
            new = GraphToWrite(graph, path, len(lines), is_held=False)
            done = write_graph(
                store, new, folder, bulk_from=None, begin=lambda: None, hide=lambda: None
            )
            assert done.statements == len(lines)
            assert is_same(store, new, folder / "back")
    return stores


def table(store: SparqlStore, name: str, query: str) -> list[dict[str, object]] | bool:
    """Return an answer as plain values: numbers as numbers, so that 5.0 is 5."""
    answer = store.query(query, accept="application/sparql-results+json", parameters=UNION[name])
    found = json.loads(answer.body)
    if "boolean" in found:
        return found["boolean"]
    rows = [{k: _value(term) for k, term in row.items()} for row in found["results"]["bindings"]]
    return sorted(rows, key=repr)  # what ORDER BY leaves open, each store orders as it likes


def _value(term: dict[str, str]) -> object:
    if term.get("datatype", "").rsplit("#", 1)[-1] in ("integer", "decimal", "double"):
        return round(float(term["value"]), 9)
    return (term["type"], term["value"], term.get("xml:lang", "").lower())


def test_stores_when_asked_the_same_then_they_answer_the_same(both):
    for what, query in QUESTIONS.items():
        answers = [table(store, name, query) for name, store in both.items()]
        assert answers[0] == answers[1], what
        assert answers[0] not in ([], False), what


def test_stores_when_asked_the_shipped_examples_then_they_answer_the_same(both):
    for example in examples(VOCABULARY):
        if example.query.lstrip().upper().startswith(("CONSTRUCT", "DESCRIBE")):
            continue
        answers = [table(store, name, example.query) for name, store in both.items()]
        assert answers[0] == answers[1], example.title


def test_stores_when_a_graph_is_changed_in_part_then_both_have_the_new_one(both, tmp_path):
    lines = statements(GRAPHS[0])
    changed = [line.replace("Café 101", "Caffi 101") for line in lines[:-5]]
    old, new = tmp_path / "old.nt", tmp_path / "new.nt"
    new.write_text("".join(changed), encoding="utf-8", newline="")
    for name, store in both.items():
        with old.open("wb") as file:
            assert store.copy(GRAPHS[0], file)
        folder = tmp_path / f"change-{name}"
        folder.mkdir()

        change = difference(old, new, folder, most=1000)
        assert 0 < change.changes < 20, name
        store.update(update_of(GRAPHS[0], change))
        wanted = GraphToWrite(GRAPHS[0], new, len(changed), is_held=True)
        assert is_same(store, wanted, folder / "after"), name
        assert store.count(GRAPHS[0]) == len(set(changed))
