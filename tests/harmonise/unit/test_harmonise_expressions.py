"""Expressions of a crosswalk over the cells of a row."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.mapping.expressions import Evaluator, Purpose, compile_expression
from ckanext.civic.harmonise.mapping.memory import Failed, failures
from ckanext.civic.harmonise.models import Code, CodeList

COLUMNS = {"A": 0, "B": 1, "Type": 2}
LIST = CodeList("lamp", "Lamp types", {id: Code(id, id.upper()) for id in ("led", "sodium")})

CASES = [
    ("A", [" x ", "", ""], "x"),
    ("A", ["  ", "", ""], ""),
    ({"column": "A", "unknown": ["n/a"]}, ["N/A", "", ""], ""),
    ({"columns": ["A", "B"], "join": ", "}, ["x", "", ""], "x"),
    ({"columns": ["A", "B"], "join": ", "}, ["x", "y", ""], "x, y"),
    ({"constant": "off-street"}, ["", "", ""], "off-street"),
    ({"first_of": ["A", "B"]}, ["", "y", ""], "y"),
    ({"column": "A", "when": {"column": "Type", "is": ["Disabled"]}}, ["5", "", "disabled"], "5"),
    ({"column": "A", "when": {"column": "Type", "is": ["Disabled"]}}, ["5", "", "other"], ""),
    ({"column": "A", "when": {"column": "Type", "is_not": ["x"]}}, ["5", "", "y"], "5"),
    ({"column": "A", "when": {"column": "Type", "matches": "x.*"}}, ["5", "", "xy"], "5"),
    ({"column": "A", "when": {"column": "Type", "matches": "x"}}, ["5", "", "xy"], ""),
    ({"column": "A", "when": {"column": "Type", "filled": False}}, ["5", "", " "], "5"),
    (
        {"column": "A", "when": [{"column": "Type", "is": ["x"]}, {"column": "B", "filled": True}]},
        ["5", "", "x"],
        "",
    ),
    ({"column": "A", "open_ended": ["01/01/3000"]}, ["01/01/3000", "", ""], ""),
    ({"column": "A", "steps": ["squeeze", {"case": "upper"}]}, ["a  b", "", ""], "A B"),
]


def value(evaluate: Evaluator, cells: list[str]) -> str:
    """Return the value of a batch of one row."""
    (found,) = evaluate([(cell,) for cell in cells])
    return found


@pytest.mark.parametrize(("expression", "cells", "expected"), CASES)
def test_expression_when_evaluated_then_gives_canonical_text(expression, cells, expected):
    assert value(compile_expression(expression, COLUMNS, None), cells) == expected


def test_codes_when_value_is_listed_in_another_case_then_gives_code():
    evaluate = compile_expression({"column": "A", "codes": {"led": ["White LED"]}}, COLUMNS, LIST)
    assert value(evaluate, ["WHITE led", "", ""]) == "led"


def test_codes_when_value_is_unknown_then_fails_each_time_with_the_value():
    evaluate = compile_expression({"column": "A", "codes": {"led": ["LED"]}}, COLUMNS, LIST)
    values = evaluate([["SOX", "LED", "SOX"], ["", "", ""], ["", "", ""]])
    assert failures(values) == [0, 2]
    for failed in (values[0], values[2]):
        assert isinstance(failed, Failed)
        assert (failed.problem.check, failed.problem.shown) == ("unmapped_codes", "SOX")


def test_first_of_when_the_first_cannot_be_read_then_the_second_does_not_hide_it():
    expression = {"first_of": [{"column": "A", "steps": ["number"]}, "B"]}
    evaluate = compile_expression(expression, COLUMNS, None)
    assert failures(evaluate([["x", "", "1"], ["y", "y", "y"], ["", "", ""]])) == [0]


def test_expression_when_a_column_has_many_values_then_all_are_converted():
    evaluate = compile_expression({"column": "A", "steps": ["number"]}, COLUMNS, None)
    cells = [f"{number:,}" for number in range(50_000)]
    blank = [""] * len(cells)
    assert evaluate([cells, blank, blank]) == [str(number) for number in range(50_000)]


def test_codes_when_absent_then_the_lists_own_codes_count():
    assert value(compile_expression("A", COLUMNS, LIST), ["sodium", "", ""]) == "sodium"


SEVERAL = [
    ({"column": "A", "split": ";"}, ["x; y;;x", "", ""], "x|y"),
    ({"all_of": ["A", "B"]}, ["x", "y", ""], "x|y"),
    (
        {"all_of": ["A", {"constant": "z", "when": {"column": "B", "is": ["Y"]}}]},
        ["", "y", ""],
        "z",
    ),
]


@pytest.mark.parametrize(("expression", "cells", "expected"), SEVERAL)
def test_expression_when_a_field_takes_several_values_then_gives_each_once(
    expression, cells, expected
):
    evaluate = compile_expression(expression, COLUMNS, None, Purpose(multiple=True))
    assert value(evaluate, cells) == expected
    with pytest.raises(ValueError, match="several"):
        compile_expression(expression, COLUMNS, None)


def test_expression_when_a_value_has_the_separator_then_it_is_no_two_values():
    purpose = Purpose(multiple=True)
    evaluate = compile_expression({"column": "A", "split": ";"}, COLUMNS, None, purpose)
    assert failures(evaluate([["x|y"], [""], [""]])) == [0]


def test_lookup_when_the_table_is_a_file_then_it_lies_beside_the_crosswalk(tmp_path):
    (tmp_path / "wards.csv").write_text("name,code\nHale,E05\nSale,E06\n")
    step = {"lookup": {"file": "wards.csv", "from": "name", "to": "code"}}
    expression, purpose = {"column": "A", "steps": [step]}, Purpose(folder=tmp_path)
    assert value(compile_expression(expression, COLUMNS, None, purpose), ["hale", "", ""]) == "E05"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"file": "../wards.csv", "from": "name", "to": "code"}, "beside the crosswalk"),
        ({"file": "none.csv", "from": "name", "to": "code"}, "no table"),
        ({"file": "wards.csv", "from": "name", "to": "gss"}, "no column “gss”"),
        ({"file": "wards.csv", "from": "name"}, "‘from’ and ‘to’"),
        ({"file": "twice.csv", "from": "name", "to": "code"}, "two values"),
    ],
)
def test_lookup_when_the_file_is_not_right_then_says_why(tmp_path, given, words):
    (tmp_path / "wards.csv").write_text("name,code\nHale,E05\n")
    (tmp_path / "twice.csv").write_text("name,code\nHale,E05\nHALE,E06\n")
    expression = {"column": "A", "steps": [{"lookup": given}]}
    with pytest.raises(ValueError, match=words):
        compile_expression(expression, COLUMNS, None, Purpose(folder=tmp_path))


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


@pytest.mark.parametrize("is_open", [False, True])
def test_codes_when_the_steps_take_all_of_a_text_then_there_is_no_value(is_open):
    expression = {
        "column": "A",
        "steps": [{"lookup": {"table": {"NA": ""}, "otherwise": "keep"}}],
        "codes": {"led": ["LED"]},
    }
    some = CodeList(LIST.id, LIST.title, LIST.codes, is_open)
    assert value(compile_expression(expression, COLUMNS, some), ["NA", "", ""]) == ""
