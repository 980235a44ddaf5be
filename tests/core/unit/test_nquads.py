from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core import nquads

S, P = "<http://a/s>", "<http://a/p>"


@given(st.text())
def test_literal_when_any_text_then_parses_back_without_control_characters(text):
    written = nquads.line((S, P, nquads.literal(text), ""))
    (quad,) = pyoxigraph.parse(written.encode(), pyoxigraph.RdfFormat.N_QUADS)
    assert quad.object.value == nquads._NOT_TEXT.sub("", text)


@given(st.text())
def test_path_segment_when_any_text_then_gives_a_valid_iri(text):
    encodable = text.encode("utf-8", "ignore").decode()
    assert nquads.is_iri("http://a/" + nquads.path_segment(encodable))


@pytest.mark.parametrize("text", ["", "www.example.com", "http://a b", "http://a/<b>", "a:", "x"])
def test_iri_when_not_absolute_or_not_clean_then_raises(text):
    with pytest.raises(ValueError):
        nquads.iri(text)


def test_literal_when_typed_then_writes_datatype():
    assert nquads.literal("1", datatype=nquads.XSD + "integer").endswith("XMLSchema#integer>")


def test_line_when_no_graph_then_writes_a_triple():
    assert nquads.line((S, P, '"x"', "")) == f'{S} {P} "x" .\n'
