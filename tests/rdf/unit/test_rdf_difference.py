"""The difference of two graphs, found on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.core.nquads import literal
from ckanext.civic.rdf.graphs import difference as module
from ckanext.civic.rdf.graphs.difference import Difference, difference, update_of

GRAPH = "http://a.example/graph/m/lamps"
lines = st.builds(
    lambda n, text: f"<http://a.example/{n}> <http://a.example/p> {literal(text)} .\n",
    st.integers(0, 5),
    st.text(alphabet="ab\n\\\"'é}", max_size=2),
)
versions = st.lists(lines, max_size=12)


def compared(old: list[str], new: list[str], most: int = 1000) -> Difference:
    """Return the difference of two lists of lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, text in (("old", old), ("new", new)):
            (folder / side).write_text("".join(text), encoding="utf-8", newline="")
        return difference(folder / "old", folder / "new", folder, most=most)


@settings(max_examples=300, deadline=None)
@given(versions, versions, st.sampled_from([30, 10_000]))
def test_difference_when_applied_to_the_old_graph_then_it_is_the_new_one(old, new, part_bytes):
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode(GRAPH)
    store.load("".join(old).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=graph)
    with mock.patch.object(module, "PART_BYTES", part_bytes):
        change = compared(old, new)

    store.update(b"".join(update_of(GRAPH, change)).decode())

    wanted = {
        str(q.triple) for q in pyoxigraph.parse("".join(new), format=pyoxigraph.RdfFormat.N_TRIPLES)
    }
    assert {str(quad.triple) for quad in store} == wanted
    assert change.statements == len(set(new))
    assert change.changes == len(set(old) ^ set(new))


def test_difference_when_the_same_is_written_otherwise_then_nothing_changes():
    old = ['<http://a.example/1> <http://a.example/p> "caf\\u00E9"@EN .\n']
    new = ['<http://a.example/1>\t<http://a.example/p> "café"@en.\n']

    assert compared(old, new).changes == 0


@pytest.mark.parametrize(
    ("kind", "one", "another"),
    [
        ("decimal", "5.0", "5"),
        ("decimal", "053.480950", "53.48095"),
        ("integer", "+007", "7"),
        ("dateTime", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00Z"),
        ("boolean", "1", "true"),
    ],
)
def test_difference_when_a_value_is_spelt_otherwise_then_nothing_changes(kind, one, another):
    def spelt(text: str) -> list[str]:
        end = f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{kind}> .\n'
        return [f"<http://a.example/1> <http://a.example/p> {end}"]

    assert compared(spelt(one), spelt(another)).changes == 0
    change = compared(spelt(one), spelt("2"))
    assert change.deleted == [spelt(one)[0].encode()], "as it was written"


def test_difference_when_more_than_wanted_then_it_says_so():
    new = [
        f"<http://a.example/{n}> <http://a.example/p> <http://a.example/o> .\n" for n in range(9)
    ]

    assert compared([], new, most=9).is_whole
    assert not compared([], new, most=8).is_whole


def test_difference_when_a_version_is_no_triples_then_it_is_an_error():
    with pytest.raises(SyntaxError):
        compared(["nonsense\n"], [])
