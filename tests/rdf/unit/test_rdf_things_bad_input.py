"""Addresses from outside: what can be a thing's, and that none can change a question."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.rdf.errors import StoreUnavailable
from ckanext.civic.rdf.things import questions
from ckanext.civic.rdf.things.address import (
    is_plausible,
    is_valid,
    path_of,
    spellings,
    web_link,
)
from ckanext.civic.rdf.things.answers import solutions

BASE = "http://a.example/id"
NASTY = st.text(
    alphabet=st.sampled_from(list("<>\"'{}|\\^`%/#?&=;:@!$()*+,._- \n\r\t\x00\u202e\ud800é字ab0"))
)
ANY_PARTS = st.lists(st.one_of(NASTY, st.text()), min_size=1, max_size=4)

QUESTIONS = (
    lambda it: questions.statements([it]),
    lambda it: questions.names([it]),
    lambda it: questions.counts_of_links(it),
    lambda it: questions.first_links(it, [it], 5),
    lambda it: questions.links(it, it),
    lambda it: questions.things_of([it], classes=[it], below=it),
    questions.for_people,
)


@pytest.mark.parametrize(
    "parts",
    [
        ["a", "", "b"],
        ["a", ""],
        [],
        ["a\x00b"],
        ["a\nb"],
        ["a\ufffdb"],
        ["\ud800"],
        ["x" * 3000],
    ],
)
def test_parts_when_they_name_nothing_then_nobody_is_asked(parts):
    assert not is_plausible(parts)


def test_parts_when_they_are_unusual_names_then_they_may_be_asked():
    for parts in (
        ["12/61000/HH"],
        ["E05,year/2013,total"],
        ["Zürich"],
        ["a b"],
        ["x.ttl"],
        ["..."],
    ):
        assert is_plausible(parts)
        assert spellings(BASE, parts)


@given(ANY_PARTS)
def test_spellings_when_parts_are_anything_then_each_is_one_address_below_the_base(parts):
    if not is_plausible(parts):
        return
    for address in spellings(BASE, parts):
        assert address.startswith(f"{BASE}/")
        assert is_valid(address)
        assert address.count("/") == BASE.count("/") + len(parts)
        assert not set(address) & set('<>"{}|\\^` \n')


def test_spellings_when_letters_are_not_ascii_then_both_forms_are_looked_up():
    assert spellings(BASE, ["Zürich"]) == [f"{BASE}/Z%C3%BCrich", f"{BASE}/Zürich"]
    assert path_of(["12/61000/HH", "a?b#c"]) == "12%2F61000%2FHH/a%3Fb%23c"


def test_spellings_when_a_part_is_dots_then_it_is_a_name_and_no_way_up():
    assert spellings(BASE, ["a", "..", "b"]) == [f"{BASE}/a/%2E%2E/b"]
    assert path_of([".", "..."]) == "%2E/..."


@given(st.one_of(NASTY, st.text()), st.sampled_from(QUESTIONS))
def test_question_when_the_address_is_anything_then_it_stays_one_address(text, question):
    address = f"http://a.example/{text}"
    try:
        query = question(address)
    except ValueError:
        assert not is_valid(address)
        return
    plain = question("http://a.example/plain")
    store = pyoxigraph.Store()
    store.query(query)  # it can be read, and
    assert query.replace(address, "X") == plain.replace("http://a.example/plain", "X")
    assert f"<{address}>" in query


@pytest.mark.parametrize(
    "address",
    [
        "http://a/> } ; DROP ALL #",
        'http://a/"x',
        "no address",
        "",
        "http://a/\\u003e",
        "http://a/{x}",
        "//a/b",
        "http://a/" + "x" * 3000,
    ],
)
def test_question_when_the_address_is_none_then_it_is_refused(address):
    for question in QUESTIONS:
        with pytest.raises(ValueError, match="not an absolute IRI"):
            question(address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " http://a/", "http://a/<b>", "/x"]
)
def test_link_when_an_address_is_dangerous_then_there_is_none(address):
    assert web_link(address) is None


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s"', b"null", b"\xff"],
)
def test_answer_when_it_was_cut_off_then_the_store_is_unavailable(body):
    with pytest.raises(StoreUnavailable):
        list(solutions(body))
