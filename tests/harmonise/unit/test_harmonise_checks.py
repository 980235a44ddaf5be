"""Each check on facts that it should and should not mind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from ckanext.civic.harmonise.checks import DatasetRecord, Judge, KeptOut, all_checks
from ckanext.civic.harmonise.checks.facts import OwnConcepts
from ckanext.civic.harmonise.checks.mojibake_header import looks_garbled
from ckanext.civic.harmonise.checks.wording import pattern_of, percent, quoted
from ckanext.civic.harmonise.errors import ModelError
from ckanext.civic.harmonise.lifecycle import Comparison, Gone, Outcome, Rename
from ckanext.civic.harmonise.lifecycle.summary import ReleaseSummary
from ckanext.civic.harmonise.mapping.keys import Claim

from .check_cases import LIGHTS, SPEND, Listed, batch, facts, judge, kept_out, with_checks

OWN = SPEND.publisher


BANDS = with_checks(LIGHTS, category_missing={"lamp_type": ["led", "sodium", "mercury"]})
SUMS = with_checks(LIGHTS, sum_of_parts={"sums": [{"whole": "wattage", "parts": ["a", "b"]}]})
GONE = Comparison(before=20, now=19, gone_count=1, gone=[Gone("http://a/id/a/l/7", "Light 7")])
LOST = Comparison(before=20, now=2, gone_count=18, gone=[Gone("http://a/id/a/l/7", "")] * 18)
MOVED = Comparison(before=4, now=4, renames=[Rename("a", "b"), Rename("c", "d")])
BEFORE = ReleaseSummary(
    100, {"uri": 100, "street": 90}, {"lamp_type": Counter(led=90, sodium=10, mercury=2)}
)

FOUND = [
    ("row_balance", facts(rows_in=3, resources_out=2, things_out=2), "error", 1),
    ("row_balance", facts(rows_in=3, resources_out=3, things_out=2), "error", 1),
    (
        "control_total",
        facts(
            total_in={"amount": Decimal("5.00")},
            total_out={"amount": Decimal("4.99")},
            total_dropped={"amount": Decimal(0)},
        ),
        "error",
        1,
    ),
    ("duplicate_key", facts(claims=[Claim(7, 2, True), Claim(9, 2, False)]), "error", 2),
    ("duplicate_headers", facts(header=["name", "Name ", "id"]), "error", 1),
    ("unmapped_columns", facts(header=[*SPEND.columns, "RATE"]), "warning", 1),
    ("mojibake_header", facts(header=["Amount Â£", "id"]), "error", 1),
    ("row_limit", facts(rows_in=65_535), "warning", 1),
    ("row_limit", facts(rows_in=65_536), "warning", 1),
    ("row_limit", facts(rows_in=1_048_576), "warning", 1),
    ("empty_file", facts(rows_in=4, resources_out=0), "error", 1),
    ("licence_missing", facts(dataset=DatasetRecord("notspecified", "x")), "warning", 1),
    ("publisher_missing", facts(dataset=DatasetRecord("ogl")), "warning", 1),
    ("publisher_missing", facts(dataset=DatasetRecord("ogl", "B", "http://b")), "warning", 1),
    ("things_gone", facts(life=Outcome(GONE, undecided=GONE.gone)), "error", 1),
    ("things_gone", facts(life=Outcome(GONE, left_out=GONE.gone)), "error", 1),
    ("things_gone", facts(life=Outcome(GONE, wrong_targets=["7"])), "error", 1),
    ("things_gone", facts(life=Outcome(LOST)), "error", 18),
    ("unstable_key", facts(life=Outcome(MOVED)), "warning", 2),
    ("unused_rules", facts(header=["a"]), "note", len(SPEND.ignore)),
]

PASSED = [
    (
        "row_balance",
        facts(rows_in=3, resources_out=2, things_out=2, dropped=[(1, "x", "")]),
    ),
    (
        "control_total",
        facts(
            total_in={"amount": Decimal("5.00")},
            total_out={"amount": Decimal("6.00")},
            total_dropped={"amount": Decimal("-1.00")},
        ),
    ),
    ("blank_rows", facts(dropped=[(4, "duplicate_key", "")])),
    ("duplicate_key", facts()),
    ("duplicate_headers", facts(header=["name", "names"])),
    ("unmapped_columns", facts(header=[*SPEND.columns, *SPEND.ignore])),
    ("mojibake_header", facts(header=["Amount £", "Straße", "Café"])),
    ("row_limit", facts(rows_in=65_534)),
    ("empty_file", facts()),
    ("licence_missing", facts()),
    ("licence_missing", facts(dataset=DatasetRecord("uk-ogl", "x"))),
    ("publisher_missing", facts(dataset=DatasetRecord("ogl", OWN.name, OWN.uri))),
    ("publisher_missing", facts(dataset=DatasetRecord("ogl", OWN.name))),
    ("things_gone", facts(life=Outcome(GONE))),
    ("things_gone", facts()),
    ("unstable_key", facts(life=Outcome(Comparison(before=9, renames=[Rename("a", "b")])))),
    ("unused_rules", facts(header=[*SPEND.columns, *SPEND.ignore])),
]


@pytest.mark.parametrize(("id", "given", "severity", "count"), FOUND)
def test_check_when_something_is_wrong_then_finds_it(id, given, severity, count):
    (found,) = judge(id, given)
    assert (found.id, found.severity, found.count) == (id, severity, count)
    assert found.blocks is (severity == "error")
    assert len(found.rows) <= 20
    assert found.message.endswith(found.fix)
    assert "{" not in found.message


@pytest.mark.parametrize(("id", "given"), PASSED)
def test_check_when_nothing_is_wrong_then_finds_nothing(id, given):
    assert judge(id, given) == []


@pytest.mark.parametrize("id", ["required_missing", "unmapped_codes", "invalid_values"])
def test_check_when_rows_were_kept_out_then_counts_and_lists_them(id):
    listed = Listed()
    (found,) = judge(id, facts(rows_in=90), kept_out=kept_out(id, 30, shown="abc"), listed=listed)
    assert (found.severity, found.count, len(found.rows)) == ("error", 30, 20)
    assert found.column == "Amount"
    assert found.patterns[0].count == 30
    assert listed.lines[0] == (1, "k1", id, "Amount", "abc", "a number")
    assert len(listed.lines) == 30


@pytest.mark.parametrize("id", ["required_missing", "unmapped_codes", "invalid_values"])
def test_check_when_rows_were_kept_out_by_another_then_finds_nothing(id):
    assert judge(id, facts(), kept_out=kept_out("duplicate_key")) == []


def test_invalid_values_when_reported_then_shows_shapes_and_no_value():
    (found,) = judge(
        "invalid_values", facts(), kept_out=kept_out("invalid_values", value="J Doe 7")
    )
    assert [one.pattern for one in found.patterns] == ["A Aa 9"]
    assert "Doe" not in str(found.as_dict())


def test_unmapped_codes_when_reported_then_names_the_values_by_frequency():
    rows = kept_out("unmapped_codes", 3, shown="SOX") + kept_out("unmapped_codes", 2, shown="HPI")
    (found,) = judge("unmapped_codes", facts(), kept_out=rows)
    assert "“SOX” in Amount (3 rows), “HPI” in Amount (2 rows)" in found.message


def test_unmapped_codes_when_a_list_is_open_then_warns_with_the_coverage():
    gaps = OwnConcepts(rows=1000, coded=941, values={"XYZ": 40, "ABC": 19})
    (found,) = judge("unmapped_codes", facts(LIGHTS, own_concepts={"street": gaps}))
    assert (found.severity, found.blocks, found.count) == ("warning", False, 59)
    assert "94.1 % of the rows have a code" in found.message
    assert "2 values to go: “XYZ”, “ABC”" in found.message


def test_duplicate_key_when_keys_clash_then_says_how_many_differ_in_signs_only():
    (found,) = judge("duplicate_key", facts(claims=[Claim(7, 2, True), Claim(9, 2, False)]))
    assert "1 of them differs only in signs" in found.message
    assert "row 7 that of row 2" in found.message


def test_blank_rows_when_a_run_is_blank_then_is_one_line_of_the_list():
    listed = Listed()
    runs = [
        KeptOut(7, "", "", "blank_rows", "x", last=30),
        KeptOut(40, "", "", "blank_rows", "x", last=40),
    ]
    (found,) = judge("blank_rows", facts(rows_in=90), kept_out=runs, listed=listed)
    assert (found.severity, found.count, found.rows) == ("warning", 25, tuple(range(7, 27)))
    assert [line[0] for line in listed.lines] == [7, 40]
    assert "25 rows without any value" in found.message


def test_ragged_rows_when_there_are_some_then_says_how_wide_the_header_is():
    rows = [KeptOut(4, "", "", "ragged_rows", "17 cells", "16")]
    (found,) = judge("ragged_rows", facts(rows_in=9), kept_out=rows)
    assert (found.count, found.rows) == (1, (4,))
    assert f"({len(SPEND.columns)})" in found.message


@pytest.mark.parametrize("keys", [["1", "2", "2"], ["1", "2"]])
def test_key_balance_when_keys_and_things_differ_then_blocks(keys):
    given = facts(resources_out=len(set(keys)) + 1)
    (found,) = judge("key_balance", given, batch(keys=keys))
    assert found.blocks


def test_key_balance_when_each_key_is_a_thing_then_finds_nothing():
    given = facts(LIGHTS, resources_out=3)
    assert judge("key_balance", given, batch(keys=["1", "2"]), batch(keys=["3"])) == []


def test_category_missing_when_an_expected_code_has_no_row_then_warns():
    (found,) = judge("category_missing", facts(BANDS), batch({"lamp_type": ["mercury", "led"]}))
    assert (found.severity, found.count) == ("warning", 1)
    assert "“sodium”" in found.message


def test_file_cut_when_sorted_and_the_last_categories_are_missing_then_blocks():
    """Trafford's council tax: A, B, C, then 47 of D, and nothing after."""
    rows = [batch({"lamp_type": ["led"] * 9}), batch({"lamp_type": ["led", "sodium"]}, start=10)]
    (found,) = judge("file_cut", facts(BANDS, rows_in=11), *rows)
    assert found.blocks
    assert "stops at “sodium” after 11 rows; “mercury” should follow" in found.message


@pytest.mark.parametrize(
    "values",
    [["sodium", "led", "sodium"], ["led", "sodium", "mercury"], ["led", "mercury"], ["led"]],
)
def test_file_cut_when_unsorted_or_complete_then_finds_nothing(values):
    assert judge("file_cut", facts(BANDS), batch({"lamp_type": values})) == []


def test_category_gone_when_the_last_release_had_it_then_warns():
    given = facts(LIGHTS, previous=BEFORE)
    (found,) = judge("category_gone", given, batch({"lamp_type": ["led", ""]}))
    assert "“sodium”" in found.message
    assert "mercury" not in found.message


def test_blank_share_when_a_column_lost_its_values_then_warns():
    given = facts(LIGHTS, previous=BEFORE)
    (found,) = judge("blank_share", given, batch({"street": ["a"] * 30 + [""] * 70}))
    assert (found.severity, found.column) == ("warning", "STREET_NAME")
    assert "70.0 %" in found.message
    assert "10.0 %" in found.message


def test_blank_share_when_a_little_more_is_blank_then_finds_nothing():
    given = facts(LIGHTS, previous=BEFORE)
    assert judge("blank_share", given, batch({"street": ["a"] * 80 + [""] * 20})) == []


def test_sum_of_parts_when_a_total_differs_then_blocks_and_lists_both():
    listed = Listed()
    rows = batch({"wattage": ["3.3", "4", "", "1"], "a": ["1.1", "1", "1", ""],
                  "b": ["2.2", "2", "1", ""]})  # fmt: skip
    crosswalk = with_checks(LIGHTS, sum_of_parts=dict(SUMS.model.checks["sum_of_parts"]))
    fields = {**LIGHTS.model.fields, "a": LIGHTS.model.fields["wattage"]}
    fields["b"] = fields["a"]
    crosswalk = replace(crosswalk, model=replace(crosswalk.model, fields=fields))
    (found,) = judge("sum_of_parts", facts(crosswalk), rows, listed=listed)
    assert (found.rows, found.blocks) == ((2,), True)
    assert listed.lines[0][4:] == ("4", "3")


@pytest.mark.parametrize(
    ("word", "rows"),
    [("Grand Total", (2,)), ("TOTAL:", (2,)), ("Total", (2,)), ("Total Fitness", ())],
)
def test_total_row_when_a_key_is_called_a_total_then_warns(word, rows):
    found = judge("total_row", facts(LIGHTS), batch(keys=["1", word]))
    assert [(one.rows, one.severity) for one in found] == ([(rows, "warning")] if rows else [])


@pytest.mark.parametrize(("first", "count"), [("1", 1), ("0", 1), ("7", 0)])
def test_unstable_key_when_keys_are_row_numbers_then_warns(first, count):
    keys = [str(int(first) + n) for n in range(30)]
    assert len(judge("unstable_key", facts(LIGHTS), batch(keys=keys))) == count


def test_unstable_key_when_one_key_breaks_the_row_then_finds_nothing():
    keys = [*map(str, range(1, 30)), "99"]
    assert judge("unstable_key", facts(LIGHTS), batch(keys=keys)) == []


@pytest.mark.parametrize(
    "heading", ["Amount ¬£", "Amount Â£", "CafÃ©", "don’t".replace("’", "â€™"), "a\ufffd"]
)
def test_looks_garbled_when_decoded_wrongly_then_true(heading):
    assert looks_garbled(heading)


def test_tally_when_a_million_rows_are_found_then_keeps_few_objects():
    import tracemalloc

    check = all_checks()["invalid_values"](SPEND)
    row = KeptOut(1, "k", "Amount", "invalid_values", "a number", "abc")
    tracemalloc.start()
    for _ in range(20_000):
        check.observe_kept_out(row)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert check.tally.count == 20_000
    assert peak_bytes < 100_000


def test_judge_when_nothing_was_observed_then_no_check_fails():
    verdict = Judge(LIGHTS, LIGHTS.columns).finish(facts(LIGHTS, things_out=1, rows_in=1))
    found = {one.id for one in verdict.findings}
    assert found <= {"key_balance", "unused_rules"}
    left = {one.id for one in verdict.not_applicable}
    assert sorted([*found, *verdict.passed, *left]) == sorted(all_checks())


@pytest.mark.parametrize(
    ("value", "pattern"),
    [("31/02/2014", "99/99/9999"), ("£1,200.00", "£9,999.99"), ("Dr Ann O'Neil", "Aa Aa A'Aa"),
     ("", "(empty)"), ("n/a", "a/a"), ("x" * 90, "a")],
)  # fmt: skip
def test_pattern_of_when_asked_then_gives_the_shape_only(value, pattern):
    assert pattern_of(value) == pattern


def test_percent_when_nearly_all_then_does_not_say_all():
    assert [percent(one) for one in (0.0, 0.0001, 0.941, 0.99999, 1.0)] == [
        "0 %", "0.1 %", "94.1 %", "99.9 %", "100 %",
    ]  # fmt: skip


def test_quoted_when_there_are_many_then_counts_the_rest():
    assert quoted("abc", shown=2) == "“a”, “b” and 1 more"


@pytest.mark.parametrize(
    ("codes", "severity", "said"),
    [
        (["E05014818", "E05014819", "E05000650"], "warning", "“E05000650” of another year"),
        (["E05000650", "E05000651"], "note", "not of 2023"),
        (["E05014818", "E05014819"], None, ""),
        (["E01005061", "E01005062"], None, ""),
        (["High Street", "Low Street"], None, ""),
    ],
)
def test_geography_vintage_when_a_column_has_area_codes_then_compares_their_years(
    codes, severity, said
):
    findings = judge("geography_vintage", facts(LIGHTS), batch({"ward": codes}))
    assert [one.severity for one in findings] == ([severity] if severity else [])
    assert said in "".join(one.message for one in findings)


def test_file_cut_when_a_spreadsheet_ends_then_the_list_says_what_should_follow():
    """Trafford's council tax again, of a model that declares nothing."""
    codes = list(LIGHTS.model.lists["lamp-type"].codes)
    rows = batch({"lamp_type": [codes[0]] * 5 + [codes[1]] * 2})
    (found,) = judge("file_cut", facts(LIGHTS, rows_in=65_535), rows)
    assert f"stops at “{codes[1]}”" in found.message
    assert judge("file_cut", facts(LIGHTS, rows_in=65_534), rows) == []


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ({"date_order": {"pairs": [["payment_date", "no_such"]]}}, "no field “no_such”"),
        ({"category_missing": {"no_such": ["a"]}}, "no field “no_such”"),
        ({"sum_of_parts": {"sums": [{"whole": "no_such", "parts": []}]}}, "no field “no_such”"),
        (
            {"sum_of_parts": {"sums": [{"whole": "amount", "parts": ["purpose_description"]}]}},
            "no number",
        ),
        ({"no_such_check": {}}, "no check “no_such_check”"),
    ],
)
def test_judge_when_a_model_sets_what_is_not_there_then_says_so(checks, said):
    with pytest.raises(ModelError) as caught:
        Judge(with_checks(SPEND, **checks), SPEND.columns)
    assert said in str(caught.value)
