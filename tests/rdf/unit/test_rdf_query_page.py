"""What the query page shows, before any portal: examples, words, places of mistakes."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest

from ckanext.civic.rdf.examples import GROUPS, examples, grouped, rows_example, title_of
from ckanext.civic.rdf.query_words import words
from ckanext.civic.rdf.sparql.guard import read_only
from ckanext.civic.rdf.sparql.mistake import Place, fault_of, place_of_mistake

HUB = "https://hub.example"
SOURCES = Path(__file__).parents[3] / "ckanext/civic/rdf/frontend/src"
TEXTS = Path(__file__).parents[3] / "ckanext/civic/rdf/views/page_texts.py"
QUERY = "SELECT *\n{ ?s ?p . }"


@pytest.mark.parametrize("example", examples(HUB), ids=lambda example: example.title)
def test_example_when_read_then_may_run_and_is_sparql(example):
    assert read_only(example.query).form == "SELECT"
    pyoxigraph.Store().query(example.query)
    assert example.about.endswith(".")
    assert "{vocabulary}" not in example.query


def test_examples_when_grouped_then_each_group_has_some_in_the_order_that_is_said():
    assert [group for group, _ in grouped(HUB)] == list(GROUPS)
    assert {example.view for example in examples(HUB)} == {"table", "map", "chart"}


def test_rows_example_when_made_then_may_run():
    assert read_only(rows_example("https://portal.example/graph/x/y")).form == "SELECT"


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("error at 2:9: expected one of BIND", Place(2, 9, "{ ?s ?p . }")),
        ('Parse error: Encountered " "." at line 2, column 9.', Place(2, 9, "{ ?s ?p . }")),
        ("syntax error at line 1 before '}'", Place(1, None, "SELECT *")),
        ("error at 7:1: there is no such line", None),
        ("The store is too slow.", None),
    ],
)
def test_place_of_mistake_when_a_store_says_where_then_it_is_known(message, place):
    assert place_of_mistake(message, QUERY) == place


@pytest.mark.parametrize(
    ("message", "query", "fault"),
    [
        ("error at 1:18: expected one of [_]", "SELECT * { ?s ?p ", "open"),
        ("error at 1:24: expected [_]", "SELECT * { ?s ?p ?o } }", "closed"),
        ("error at 2:16: expected LATERAL", "SELECT *\nWHERE { ?s ?p }", "end"),
        ("error at 1:5: expected CONSTRUCT", "SELEC * { ?s ?p '{' }", "line"),
        ("error at 1:16: expected one of Prefix not found", "SELECT * { ?s a:b ?o }", "prefix"),
        ("no such function", "SELECT * { <a> ?p ?o # {\n }", "unknown"),
    ],
)
def test_fault_when_the_store_refuses_then_is_one_of_few_kinds(message, query, fault):
    assert fault_of(message, query) == fault


def test_title_when_the_query_is_an_example_then_is_its_question_else_none():
    first = examples(HUB)[0]
    assert title_of(first.query.replace("\n", "\r\n") + "\n", HUB) == first.title
    assert title_of(f"{first.query} ", HUB) == first.title
    assert title_of("# Where are the street lights?\nASK {}", HUB) is None


def test_examples_when_a_council_records_no_spaces_then_none_are_made_up():
    (example,) = (each for each in examples(HUB) if each.title.startswith("Which councils record"))
    store, kind = pyoxigraph.Store(), pyoxigraph.NamedNode(f"{HUB}/def/parking/ParkingSite")
    spaces = pyoxigraph.NamedNode(f"{HUB}/def/parking/spaces")
    a = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    for council, number in (("salford", None), ("trafford", 20)):
        graph = pyoxigraph.NamedNode(f"{HUB}/graph/{council}/parking")
        site = pyoxigraph.NamedNode(f"{HUB}/id/{council}/parking/1")
        store.add(pyoxigraph.Quad(site, a, kind, graph))
        if number:
            store.add(pyoxigraph.Quad(site, spaces, pyoxigraph.Literal(number), graph))

    rows = [[term.value for term in row] for row in store.query(example.query)]

    assert rows == [["salford", "1", "0", "0"], ["trafford", "1", "1", "0"]]


def test_words_when_there_are_models_then_their_prefixes_and_terms_are_offered():
    model = {
        "id": "parking",
        "iri": f"{HUB}/def/parking",
        "class": {"iri": f"{HUB}/def/parking/ParkingSite"},
        "fields": [{"iri": f"{HUB}/def/parking/spaces"}, {"iri": None}],
    }

    found = words([model])

    assert found["prefixes"]["parking"] == f"{HUB}/def/parking/"
    assert f"{HUB}/def/parking/ParkingSite" in found["classes"]
    assert f"{HUB}/def/parking/spaces" in found["properties"]
    assert "http://www.w3.org/ns/dcat#Dataset" in words([])["classes"]


def test_texts_of_the_scripts_when_read_then_each_can_be_translated():
    string = r'"((?:[^"\\]|\\.)*)"'
    used = set()
    for path in SOURCES.rglob("*.js"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(rf"\bt\(\s*{string}", source))
        for pair in re.findall(rf"\btn\(\s*{string},\s*{string}", source):
            used |= set(pair)
    offered = set(re.findall(rf"_\(\s*{string}", TEXTS.read_text(encoding="utf-8")))

    assert len(used) > 40
    assert used <= offered
