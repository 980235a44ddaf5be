"""Identity of rows: different keys, different addresses."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.core.nquads import is_iri
from ckanext.civic.harmonise.crosswalks import Key
from ckanext.civic.harmonise.mapping.keys import KeyMaker

COLUMNS = {"id": 0, "part": 1}


def address(maker: KeyMaker, *cells: str) -> str:
    """Return the local id of a row."""
    _, (made,) = maker.make([(cell,) for cell in cells])
    return made


def local_id(text: str, form: str = "exact") -> str:
    made = address(KeyMaker(Key(("id",), form), COLUMNS), text, "")
    assert made
    return made


@pytest.mark.parametrize(
    ("one", "other"),
    [("II", "II*"), ("E/ANSF/0010", "E/ANSF/0010/"), ("12/1", "1/21"), ("12/1", "12-1")],
)
def test_exact_key_when_keys_differ_in_signs_then_addresses_differ(one, other):
    assert local_id(one) != local_id(other)


@given(st.text(), st.text())
def test_exact_key_when_any_two_keys_differ_then_addresses_differ(one, other):
    clean = [text.encode("utf-8", "ignore").decode().strip() for text in (one, other)]
    if all(clean):
        assert (local_id(clean[0]) == local_id(clean[1])) == (clean[0] == clean[1])


@given(st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=2, max_size=2))
def test_exact_key_when_it_has_two_parts_then_their_border_counts(pairs):
    maker = KeyMaker(Key(("id", "part")), COLUMNS)
    clean = [[t.encode("utf-8", "ignore").decode().strip() for t in pair] for pair in pairs]
    made = [address(maker, *pair) for pair in clean]
    if all(made):
        assert (made[0] == made[1]) == (clean[0] == clean[1])
        assert is_iri(f"http://a/{made[0]}")


@pytest.mark.parametrize("text", [".", "..", "a b", "ä", "#1", "?"])
def test_exact_key_when_it_has_signs_of_addresses_then_is_one_segment(text):
    segment = local_id(text)
    assert is_iri(f"http://a/{segment}")
    assert not set(segment) & set("/?#")
    assert segment not in (".", "..")


def test_key_when_a_cell_is_empty_then_there_is_none():
    assert KeyMaker(Key(("id", "part")), COLUMNS).make([("1",), (" ",)]) == (["1"], [""])


def test_line_key_when_lines_repeat_then_each_has_an_address():
    maker = KeyMaker(Key(("id",), line=("part",)), COLUMNS)
    _, ids = maker.make([("7",) * 4, ("a", "a", "b", "a")])
    assert len(set(ids)) == 4
    assert all(one.startswith("7-") for one in ids)


def test_line_key_when_the_file_is_sorted_anew_then_addresses_stay():
    rows = [["7", "a"], ["7", "b"], ["8", "a"], ["7", "b"], ["8", "c"]]

    def addresses(order: list[list[str]]) -> set[tuple[str, str]]:
        table = list(zip(*order, strict=True))
        _, made = KeyMaker(Key(("id",), line=("part",)), COLUMNS).make(table)
        return set(zip(made, table[1], strict=True))

    shuffled = random.Random(1).sample(rows, len(rows))
    assert addresses(rows) == addresses(shuffled)
