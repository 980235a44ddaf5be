"""New, changed, gone: nothing of the last release disappears without a reason."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.lifecycle import (
    Choices,
    compare,
    decide,
    ended_table,
    parse_choices,
    read_choices,
    read_ended,
    write_ended,
)
from ckanext.civic.harmonise.lifecycle import parts as parts_module
from ckanext.civic.harmonise.lifecycle.choices import ChoiceError

BASE = "http://a.example/id/a/lights/"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)


def table(path: Path, things: dict[str, tuple[str, str]]) -> Path:
    """Write a canonical table: local id -> (street, lamp)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["uri", "label", "identifier", "street", "lamp"])
        for id, values in things.items():
            writer.writerow([BASE + id, f"Light {id}", id, *values])
    return path


def many(count: int, start: int = 0) -> dict[str, tuple[str, str]]:
    """Return things that differ in their street."""
    return {str(n): (f"Street {n}", "led") for n in range(start, start + count)}


@pytest.fixture
def tables(tmp_path):
    """Return a function from two dicts of things to the two tables."""

    def write(before, now):
        return table(tmp_path / "before.csv", before), table(tmp_path / "now.csv", now)

    return write


def outcome(tables, before, now, choices=None, earlier=None):
    """Compare and decide."""
    old, new = tables(before, now)
    chosen = parse_choices(choices) if choices else Choices()
    return decide(compare(old, new), chosen, new, at=AT, earlier=earlier)


def test_compare_when_things_come_change_and_go_then_counts_each(tables):
    before = many(20)
    now = {**many(19), "0": ("Street 0", "sodium"), "new": ("New Street", "led")}
    found = compare(*tables(before, now))
    assert (found.before, found.now, found.same) == (20, 20, 18)
    assert (found.new, found.changed, found.gone_count) == (1, 1, 1)
    assert found.changed_fields == {"lamp": 1}
    assert [one.local_id for one in found.gone] == ["19"]


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 2)),
    st.dictionaries(st.integers(0, 60), st.integers(0, 2)),
    st.integers(1, 7),
)
def test_compare_when_dealt_into_any_parts_then_equals_set_arithmetic(
    tmp_path_factory, before, now, parts
):
    folder = tmp_path_factory.mktemp("life")
    old = table(folder / "a.csv", {str(k): (str(v), "x") for k, v in before.items()})
    new = table(folder / "b.csv", {str(k): (str(v), "x") for k, v in now.items()})
    size = parts_module.PART_BYTES
    import ckanext.civic.harmonise.lifecycle.changes as changes

    changes.PART_BYTES = max(1, (old.stat().st_size + new.stat().st_size) // parts)
    try:
        found = compare(old, new)
    finally:
        changes.PART_BYTES = size
    assert found.new == len(now.keys() - before.keys())
    assert found.gone_count == len(before.keys() - now.keys())
    assert found.changed == sum(before[k] != now[k] for k in before.keys() & now.keys())
    assert [one.local_id for one in found.gone] == sorted(
        (str(k) for k in before.keys() - now.keys()), key=lambda k: BASE + k
    )


def test_compare_when_columns_differ_between_versions_then_names_them(tmp_path):
    old = table(tmp_path / "a.csv", many(2))
    new = tmp_path / "b.csv"
    new.write_text(f"uri,label,street,power\n{BASE}0,L,Street 0,5\n{BASE}1,L,Street 1,5\n")
    found = compare(old, new)
    assert (found.columns_gone, found.columns_new) == (("identifier", "lamp"), ("power",))
    assert found.same == 2


def test_compare_when_values_have_another_key_then_suggests_and_applies_nothing(tables):
    before = {**many(20), "old-7": ("Lime Road", "sodium")}
    now = {**many(20), "new-7": ("Lime Road", "sodium")}
    found = outcome(tables, before, now)
    assert [(one.before, one.now) for one in found.comparison.renames] == [
        (BASE + "old-7", BASE + "new-7")
    ]
    assert found.blocks
    assert [one.local_id for one in found.undecided] == ["old-7"]


def test_compare_when_two_new_things_are_alike_then_suggests_neither(tables):
    before = {**many(20), "x": ("Lime Road", "sodium")}
    now = {**many(20), "y": ("Lime Road", "sodium"), "z": ("Lime Road", "sodium")}
    assert outcome(tables, before, now).comparison.renames == []


@pytest.mark.parametrize(
    ("choice", "row"),
    [
        ({"ended": "2024-03-31"}, ("ended", "Light 19", "2024-03-31", "", "", "", "")),
        ({"ended": "2024-03"}, ("ended", "Light 19", "", "2024-03", "", "", "")),
        ({"ended": "2024", "reason": "Sold"}, ("ended", "Light 19", "", "", "2024", "Sold", "")),
        ({"mistake": "Counted twice"}, ("mistake", "", "", "", "", "Counted twice", "")),
        ({"renamed": "3"}, ("renamed", "Light 19", "", "", "", "", BASE + "3")),
    ],
)
def test_decide_when_a_choice_is_given_then_the_thing_is_kept_as_ended(tables, choice, row):
    found = outcome(tables, many(20), many(19), {"things": {"19": choice}})
    (one,) = found.ended
    assert not found.blocks
    assert one.uri == BASE + "19"
    assert one.withdrawn_at == "2026-11-22T09:30:00Z"
    told = (one.change, one.label, one.ended_on, one.ended_in, one.ended_year, one.reason)
    assert (*told, one.replaced_by) == row


def test_decide_when_one_thing_became_several_then_each_is_a_row(tables):
    found = outcome(tables, many(20), many(19), {"things": {"19": {"renamed": ["3", "4"]}}})
    assert [one.replaced_by for one in found.ended] == [BASE + "3", BASE + "4"]
    assert [bool(one.type) for one in found.ended] == [True, False]


def test_decide_when_several_things_became_one_then_all_lead_to_it(tables):
    choices = {"things": {"38": {"renamed": "3"}, "39": {"renamed": "3"}}}
    found = outcome(tables, many(40), many(38), choices)
    assert [one.replaced_by for one in found.ended] == [BASE + "3"] * 2


def test_decide_when_a_new_key_does_not_exist_then_blocks_and_names_it(tables):
    found = outcome(tables, many(20), many(19), {"things": {"19": {"renamed": "no-such"}}})
    assert found.blocks
    assert found.wrong_targets == ["19"]


def test_decide_when_left_out_by_accident_then_blocks(tables):
    assert outcome(tables, many(20), many(19), {"all": "left_out"}).blocks


def test_decide_when_one_choice_is_for_all_then_own_choices_go_first(tables):
    choices = {"all": {"ended": "2024"}, "things": {"39": {"mistake": "A test"}}}
    found = outcome(tables, many(40), many(38), choices)
    assert [one.change for one in found.ended] == ["ended", "mistake"]


@pytest.mark.parametrize(("left", "blocks"), [(18, False), (17, True), (0, True)])
def test_decide_when_more_than_a_tenth_is_gone_then_no_choice_helps(tables, left, blocks):
    assert outcome(tables, many(20), many(left), {"all": {"ended": "2024"}}).blocks is blocks


def test_decide_when_the_first_release_has_things_then_nothing_blocks(tables):
    assert not outcome(tables, {}, many(3)).blocks


def test_decide_when_a_choice_is_for_a_thing_that_is_there_then_reports_it(tables):
    found = outcome(tables, many(20), many(20), {"things": {"3": {"ended": "2024"}}})
    assert found.unused == ["3"]


def test_decide_when_the_next_release_comes_then_ended_things_stay_ended(tables, tmp_path):
    first = outcome(tables, many(20), many(19), {"all": {"ended": "2024"}})
    write_ended(tmp_path / "ended.csv", first.ended)
    earlier = read_ended(tmp_path / "ended.csv")
    second = outcome(tables, many(19), many(19), earlier=earlier)
    assert second.ended == first.ended


def test_decide_when_an_ended_thing_returns_then_it_is_ended_no_more(tables):
    first = outcome(tables, many(20), many(19), {"all": {"ended": "2024"}})
    second = outcome(tables, many(19), many(20), earlier=first.ended)
    assert (second.ended, second.returned) == ([], [BASE + "19"])


def test_decide_when_all_is_gone_then_no_confirmation_helps(tables):
    assert outcome(tables, many(3), {}, {"all": {"ended": "2024"}, "confirmed": True}).blocks


def test_decide_when_keys_are_written_as_the_publisher_knows_them_then_they_are_found(tables):
    before = {**many(20), "AL%2F003": ("Old Street", "led")}
    now = {**many(20), "AL%2F103": ("Old Street", "led")}
    found = outcome(tables, before, now, {"things": {"AL/003": {"renamed": "AL/103"}}})
    assert not found.blocks
    assert found.unused == []
    assert [one.replaced_by for one in found.ended] == [BASE + "AL%2F103"]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"things": {"1": "gone"}}, "things → 1"),
        ({"all": {"renamed": "2"}}, "all things"),
        ({"things": {"1": {"ended": "2024-13"}}}, "no day"),
        ({"everything": {}}, "everything"),
    ],
)
def test_parse_choices_when_wrong_then_names_the_place(choices, said):
    with pytest.raises(ChoiceError) as caught:
        parse_choices(choices, "choices.yaml")
    assert said in str(caught.value)


def test_read_choices_when_a_file_then_ids_are_text(tmp_path):
    path = tmp_path / "choices.yaml"
    path.write_text("things:\n  7: {ended: 2024-03-31}\n  A/1: left_out\n")
    choices = read_choices(path)
    assert choices.by_local_id["7"].day == "2024-03-31"
    assert choices.by_local_id["A/1"].kind == "left_out"


def test_ended_table_when_described_then_columns_are_those_of_the_file(tables, tmp_path):
    found = outcome(tables, many(20), many(19), {"all": {"ended": "2024"}})
    write_ended(tmp_path / "ended.csv", found.ended)
    header = next(csv.reader(io.StringIO((tmp_path / "ended.csv").read_text())))
    described = [one["name"] for one in ended_table("ended.csv")["tableSchema"]["columns"]]
    assert described == header
