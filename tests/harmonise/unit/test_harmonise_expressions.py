"""Expressions of a crosswalk over the cells of a row."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.mapping.expressions import compile_expression
from ckanext.civic.harmonise.mapping.problems import ValueProblem
from ckanext.civic.harmonise.models import Code, CodeList

COLUMNS = {"A": 0, "B": 1, "Type": 2}
LIST = CodeList("lamp", "Lamp types", {id: Code(id, id.upper()) for id in ("led", "sodium")})

CASES = [
    ("A", [" x ", "", ""], "x"),
    ("A", ["  ", "", ""], None),
    ({"column": "A", "unknown": ["n/a"]}, ["N/A", "", ""], None),
    ({"columns": ["A", "B"], "join": ", "}, ["x", "", ""], "x"),
    ({"columns": ["A", "B"], "join": ", "}, ["x", "y", ""], "x, y"),
    ({"constant": "off-street"}, ["", "", ""], "off-street"),
    ({"first_of": ["A", "B"]}, ["", "y", ""], "y"),
    ({"column": "A", "when": {"column": "Type", "is": ["Disabled"]}}, ["5", "", "disabled"], "5"),
    ({"column": "A", "when": {"column": "Type", "is": ["Disabled"]}}, ["5", "", "other"], None),
    ({"column": "A", "when": {"column": "Type", "is_not": ["x"]}}, ["5", "", "y"], "5"),
    ({"column": "A", "steps": ["squeeze", {"case": "upper"}]}, ["a  b", "", ""], "A B"),
]


@pytest.mark.parametrize(("expression", "cells", "expected"), CASES)
def test_expression_when_evaluated_then_gives_canonical_text(expression, cells, expected):
    assert compile_expression(expression, COLUMNS, None)(cells) == expected


def test_codes_when_value_is_listed_in_another_case_then_gives_code():
    evaluate = compile_expression({"column": "A", "codes": {"led": ["White LED"]}}, COLUMNS, LIST)
    assert evaluate(["WHITE led", "", ""]) == "led"


def test_codes_when_value_is_unknown_then_raises_each_time_with_the_value():
    evaluate = compile_expression({"column": "A", "codes": {"led": ["LED"]}}, COLUMNS, LIST)
    for _ in range(2):
        with pytest.raises(ValueProblem) as caught:
            evaluate(["SOX", "", ""])
        assert (caught.value.check, caught.value.shown) == ("unmapped_codes", "SOX")


def test_codes_when_absent_then_the_lists_own_codes_count():
    assert compile_expression("A", COLUMNS, LIST)(["sodium", "", ""]) == "sodium"


@pytest.mark.parametrize(
    "expression",
    [
        {"column": "A", "codes": {"gas": ["x"]}},
        {"column": "A", "codes": {"led": ["x"], "sodium": ["X"]}},
        {"column": "A", "when": {"column": "B"}},
    ],
)
def test_compile_when_expression_is_wrong_then_raises(expression):
    with pytest.raises(ValueError):
        compile_expression(expression, COLUMNS, LIST)
