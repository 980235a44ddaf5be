"""Kleene's tables."""

from __future__ import annotations

import pytest

from ckanext.civic.certificate.levels.truth import all_of, any_of, negation


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_tables_when_two_values_are_joined_then_as_kleene_says(a, b, both, either):
    assert all_of([a, b]) is all_of([b, a]) is both
    assert any_of([a, b]) is any_of([b, a]) is either


def test_tables_when_there_is_no_value_then_all_holds_and_any_does_not():
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize(("value", "opposite"), [(True, False), (False, True), (None, None)])
def test_negation_when_not_known_then_not_known(value, opposite):
    assert negation(value) is opposite
