"""The header of a file: its fingerprint, and how it differs from the one that was expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.crosswalks.layout import compare, fingerprint, likeness

HEADINGS = st.lists(st.text("abcXYZ ", min_size=1, max_size=6), max_size=6)


@pytest.mark.parametrize(
    ("expected", "header", "said"),
    [
        (["Id", "Lamp"], ["LAMP", " id"], ""),
        (["Id", "Lamp"], ["Id", "Lamp", "RATE"], "new column RATE"),
        (["Id", "Lamp"], ["Id"], "column Lamp gone"),
        (["Id", "Postcode"], ["Id", "Post code"], "“Postcode” probably renamed “Post code”"),
        (["Id", "Lamp"], ["Id", "Zone"], "new column Zone; column Lamp gone"),
    ],
)
def test_compare_when_headers_differ_then_says_how(expected, header, said):
    diff = compare(expected, header)
    assert str(diff) == said
    assert bool(diff) == bool(said)


@given(HEADINGS, st.randoms())
def test_fingerprint_when_order_and_case_differ_then_is_the_same(headings, chance):
    shuffled = [one.upper() for one in headings]
    chance.shuffle(shuffled)
    assert fingerprint(headings) == fingerprint(shuffled)
    assert not compare(headings, shuffled)


@given(HEADINGS, HEADINGS)
def test_compare_when_nothing_differs_then_the_fingerprints_of_unlike_headings_agree(one, other):
    known = {" ".join(heading.split()).casefold() for heading in one}
    found = {" ".join(heading.split()).casefold() for heading in other}
    assert bool(compare(one, other)) == (known != found)


def test_likeness_when_half_of_the_columns_are_there_then_is_a_half():
    assert likeness(["A", "B"], ["b", "c"]) == 0.5
