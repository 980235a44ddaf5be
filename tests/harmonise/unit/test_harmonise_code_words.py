"""Codes of a crosswalk beside the words of the shared list, and the rules that nothing needed."""

from __future__ import annotations

import csv

import pytest
from harmonise.small_councils import NAMES

from ckanext.civic.harmonise.errors import CrosswalkError, ModelError
from ckanext.civic.harmonise.mapping.codes import coding
from ckanext.civic.harmonise.mapping.rules import Rules
from ckanext.civic.harmonise.mapping.transforms import make_step
from ckanext.civic.harmonise.models import load_model, parse_model
from ckanext.civic.harmonise.pipeline import harmonise, parse_crosswalk

ROUTES = """
id: routes
model: gritting-routes
title: Routes
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Id]}
fields:
  identifier: Id
  name: Name
  treated: {column: Treated, codes: {carriageway: [First], footway: [Second]}}
"""


def labelled(model: str, id: str):
    """Return a list of a model and one of its codes that has an alternative label."""
    code_list = load_model(model).lists[id]
    return code_list, next(one for one in code_list.codes.values() if one.alternatives)


def test_coding_when_the_crosswalk_does_not_mention_a_label_then_it_has_its_code():
    code_list, code = labelled("streetlights", "lamp-type")
    other = next(id for id in code_list.codes if id != code.id)
    step = coding({other: ["mine"]}, code_list, Rules())
    assert step(code.label.upper()) == code.id
    assert step(code.alternatives[0]) == code.id
    assert step("Mine") == other


def test_coding_when_the_crosswalk_says_otherwise_then_it_comes_first():
    code_list, code = labelled("streetlights", "lamp-type")
    other = next(id for id in code_list.codes if id != code.id)
    assert coding({other: [code.label]}, code_list, Rules())(code.label) == other


def run(tmp_path, text: str):
    source = tmp_path / "file.csv"
    source.write_text(text)
    return harmonise(source, parse_crosswalk(ROUTES), NAMES, tmp_path / "out")


def message(report, id: str) -> str:
    return next(one.message for one in report.checks if one.id == id)


def test_unused_rules_when_only_a_row_that_was_kept_out_has_a_code_then_it_was_needed(tmp_path):
    report = run(tmp_path, "Id,Name,Treated\n1,North,First\n,South,Second\n")
    assert report.dropped.by_reason == {"required_missing": 1}
    assert "unused_rules" in report.passed


def test_unused_rules_when_no_row_has_a_code_then_names_it(tmp_path):
    report = run(tmp_path, "Id,Name,Treated\n1,North,First\n")
    assert "“treated: footway”" in message(report, "unused_rules")


def test_invalid_values_when_forms_differ_then_each_has_a_first_row_of_its_own(tmp_path):
    sites = """
id: sites
model: allotments
title: Sites
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [Ref]}
fields:
  identifier: Ref
  name: Name
  plots: {column: Plots, steps: [number]}
  effective_date: {column: Day, steps: [{date: ["%d/%m/%Y"]}]}
"""
    source = tmp_path / "file.csv"
    rows = ["A,a,1,", "B,b,x,", "C,c,1,99/99/2020", "D,d,y,", "E,e,1,"]
    source.write_text("Ref,Name,Plots,Day\n" + "\n".join(rows) + "\n")
    report = harmonise(source, parse_crosswalk(sites), NAMES, tmp_path / "out")
    assert (
        "Plots is not a number in 2 rows (first in row 2);"
        " Day is not a date such as 31/03/2026 in row 3."
    ) in message(report, "invalid_values")
    with (tmp_path / "out" / "file.findings.csv").open(newline="") as file:
        assert [one["value"] for one in csv.DictReader(file)] == ["x", "99/99/2020", "y"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("identifier: Id", "identifier: 7"), '7 is read as a number; put it in quotes: "7".'),
        (("title: Routes", "title: true"), 'true is read as yes or no; put it in quotes: "true".'),
        (("title: Routes", "title:"), "at title: nothing stands here; write a text."),
        (("fields:", "ignore: {Notes: }\nfields:"), "Notes: nothing stands here; write a text."),
        (("fields:", 'ignore: {Notes: ""}\nfields:'), "Notes: nothing stands here; write a text."),
    ],
)
def test_crosswalk_when_a_place_has_something_else_then_plain_words_say_so(changed, said):
    with pytest.raises(CrosswalkError) as refused:
        parse_crosswalk(ROUTES.replace(*changed))
    assert said in str(refused.value)


def test_crosswalk_when_a_boolean_has_true_and_false_for_keys_then_reads_them():
    crosswalk = parse_crosswalk(
        ROUTES.replace(
            "name: Name", "name: {column: Name, steps: [{boolean: {true: [Y], false: [No]}}]}"
        )
    )
    (step,) = crosswalk.fields["name"]["steps"]  # type: ignore[index]
    assert [make_step(step)(text) for text in ("y", "NO")] == ["true", "false"]


MODEL = """
id: benches
version: 1.0.0
title: Benches
description: Seats.
"""


@pytest.mark.parametrize(
    ("id", "said"), [("true", 'put it in quotes: "true"'), ("7", 'put it in quotes: "7"')]
)
def test_model_when_its_id_is_no_text_to_yaml_then_says_to_quote_it(id, said):
    with pytest.raises(ModelError) as refused:
        parse_model(MODEL.replace("benches", id))
    assert said in str(refused.value)


def test_model_when_its_version_is_a_number_then_says_to_quote_it():
    with pytest.raises(ModelError) as refused:
        parse_model(MODEL.replace("1.0.0", "1"))
    assert 'at version: 1 is read as a number; put it in quotes: "1"' in str(refused.value)
