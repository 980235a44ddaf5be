from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core.nquads import path_segment
from ckanext.civic.rdf.views.addresses import as_asked


def parts_of(local: str, **environ: str) -> list[str]:
    app = Flask(__name__)
    with app.test_request_context("/doc/x"):
        from flask import request

        for name in ("RAW_URI", "REQUEST_URI"):
            request.environ.pop(name, None)
        request.environ.update(environ)
        return as_asked(local)


@pytest.mark.parametrize("name", ["RAW_URI", "REQUEST_URI"])
@pytest.mark.parametrize("before", ["", "/en", "/sub/folder"])
def test_as_asked_when_a_part_has_a_slash_then_it_stays_one_part(name, before):
    raw = f"{before}/doc/salford/planning/12%2F61000%2FHH?x=/doc"
    parts = parts_of("salford/planning/12/61000/HH", **{name: raw})
    assert parts == ["salford", "planning", "12/61000/HH"]


@pytest.mark.parametrize("raw", ["", "/something/else", "http://localhost/doc/a/b"])
def test_as_asked_when_the_server_tells_nothing_else_then_slashes_divide(raw):
    assert parts_of("a/b", RAW_URI=raw) == ["a", "b"]


@pytest.mark.parametrize("local", ["../../x", "a/../b", "./a", "a/.."])
def test_as_asked_when_a_part_is_a_step_then_it_names_nothing(local):
    assert parts_of(local, RAW_URI=f"/id/{local}?x=1") == []


def test_as_asked_when_a_name_is_two_dots_then_it_is_a_name():
    assert parts_of("a/../b", RAW_URI="/id/a/%2E%2E/b") == ["a", "..", "b"]


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_as_asked_when_parts_hold_anything_then_they_come_back(parts):
    try:
        raw = "/doc/" + "/".join(map(path_segment, parts))
    except UnicodeEncodeError:  # half of a surrogate pair
        return
    if {".", ".."} & set(parts):
        return
    assert parts_of("/".join(parts), RAW_URI=raw)[-len(parts) :] == parts
