"""Answers: their formats, tables, and descriptions of one thing."""

from __future__ import annotations

import json

import pyoxigraph
import pytest

from ckanext.civic.rdf.sparql.describe import description, query_for
from ckanext.civic.rdf.sparql.formats import (
    GRAPH_FORMATS,
    PAGE,
    RESULT_FORMATS,
    accepted_format,
    named_format,
)
from ckanext.civic.rdf.sparql.table import table

THING = "http://a.example/id/m/lamps/1"


@pytest.mark.parametrize(
    ("accept", "offered", "key"),
    [
        (None, RESULT_FORMATS, "json"),
        ("*/*", RESULT_FORMATS, "json"),
        ("application/json", RESULT_FORMATS, "json"),
        ("text/csv;q=0.5, application/sparql-results+xml", RESULT_FORMATS, "xml"),
        ("text/html", RESULT_FORMATS, None),
        ("text/html,application/xml;q=0.9", {**PAGE, **GRAPH_FORMATS}, "html"),
        ("text/turtle", {**PAGE, **GRAPH_FORMATS}, "ttl"),
    ],
)
def test_format_when_an_accept_header_asks_then_the_best_is_chosen(accept, offered, key):
    assert accepted_format(accept, offered) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("ttl", "ttl"), ("Turtle", "ttl"), ("xml", "rdf"), ("text/turtle", "ttl"), ("doc", None)],
)
def test_format_when_it_is_named_then_it_is_found(name, key):
    assert named_format(name, GRAPH_FORMATS) == key


def test_table_when_rows_are_many_then_it_is_cut_and_says_so():
    rows = [{"a": {"type": "uri", "value": f"http://x/{n}"}} for n in range(3)]
    answer = {"head": {"vars": ["a", "b"]}, "results": {"bindings": rows}}

    found = table(json.dumps(answer).encode(), rows=2)

    assert (len(found.rows), found.is_cut) == (2, True)
    assert found.rows[0][0].address == "http://x/0"
    assert found.rows[0][1].text == ""


def test_table_when_the_answer_is_yes_or_no_then_it_is_one_cell():
    assert table(b'{"head": {}, "boolean": true}').rows[0][0].text == "yes"


def test_description_when_a_thing_has_parts_and_codes_then_both_are_told():
    graph = pyoxigraph.NamedNode("http://a.example/g")
    text = f"""
        <{THING}> <http://d/lampType> <http://d/led> ; <http://d/at> <{THING}#geometry> ;
          <http://www.w3.org/2000/01/rdf-schema#label> "Lamp 1" .
        <{THING}#geometry> <http://d/wkt> "POINT(1 2)" .
        <http://d/led> <http://www.w3.org/2004/02/skos/core#prefLabel> "LED" .
        <http://a.example/id/m/lamps/2> <http://d/lampType> <http://d/led> ."""
    store = pyoxigraph.Store()
    for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
        store.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph))
    answer = store.query(query_for(THING)).serialize(format=pyoxigraph.RdfFormat.N_TRIPLES)

    found = description(THING, answer)

    assert found is not None
    assert found.label == "Lamp 1"
    told = {each.label: each.values[0].text for each in found.properties}
    assert told == {"at": "POINT(1 2)", "lamp type": "LED", "label": "Lamp 1"}
    assert not any("lamps/2" in str(triple) for triple in found.triples)


def test_description_when_nothing_is_known_then_there_is_none():
    assert description(THING, b"") is None


@pytest.mark.parametrize("address", ["http://a.example/<x>", "no address", 'http://a.example/"x'])
def test_description_when_the_address_is_no_iri_then_no_query_is_made(address):
    with pytest.raises(ValueError, match="not an absolute IRI"):
        query_for(address)
