"""Answers: their formats and tables."""

from __future__ import annotations

import json

import pytest

from ckanext.civic.rdf.sparql.formats import (
    GRAPH_FORMATS,
    PAGE,
    RESULT_FORMATS,
    accepted_format,
    named_format,
)
from ckanext.civic.rdf.sparql.table import table


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
