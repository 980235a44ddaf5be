"""The forms of a draft: what they show, what they change, and what they leave alone."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.harmonise.crosswalks import list_crosswalks
from ckanext.civic.harmonise.crosswalks.layout import compare
from ckanext.civic.harmonise.crosswalks.loader import FOLDER
from ckanext.civic.harmonise.editor import codes, draft, fields, rows, start
from ckanext.civic.harmonise.editor.changes import line_changes
from ckanext.civic.harmonise.editor.date_formats import example, fits
from ckanext.civic.harmonise.editor.point_map import box, draw
from ckanext.civic.harmonise.editor.table_profile import ColumnProfile, TableProfile

SHIPPED = list_crosswalks()


def profile(*header: str, **values: dict[str, int]) -> TableProfile:
    columns = {
        one: ColumnProfile(one, 1, values.get(one, {"a value": 1, "another": 2})) for one in header
    }
    return TableProfile(3, columns, {})


def content_of(id: str) -> draft.Content:
    return draft.read((FOLDER / f"{id}.yaml").read_text(encoding="utf-8"))


def form_of(model, content, table) -> dict[str, str]:
    """Return what a browser sends when nobody changed anything."""
    form = {"key.form": (content.get("key") or {}).get("form", "exact")}
    for row in fields.field_rows(model, content, table, {}):
        form[f"source.{row.field.name}"] = fields.KEPT if row.kept else row.column
        if row.formats:
            form[f"format.{row.field.name}"] = row.format if row.format != fields.KEPT else ""
    for part in ("key", "line"):
        chosen = rows.key_columns(content, "columns" if part == "key" else "line")
        form |= {f"{part}.{number}": one for number, one in enumerate(chosen, 1)} or {
            f"{part}.1": ""
        }
    for number, position in enumerate(rows.positions(content), 1):
        form |= {f"position.{number}.{axis}": position[axis] for axis in ("x", "y", "crs")}
    redaction = content.get("redaction") or {}
    form["redaction.column"] = redaction.get("column", "")
    form["redaction.values"] = "\n".join(redaction.get("values") or ())
    for one in fields.unused_columns(content, table):
        form[f"ignore.{table.header.index(one.column.heading)}"] = one.reason
    return form


def send(model, content, table, form) -> draft.Content:
    changed = copy.deepcopy(content)
    fields.apply_fields(model, changed, table, form)
    rows.apply_key(changed, form, table.header)
    assert rows.apply_positions(changed, form) == []
    rows.apply_redaction(changed, form)
    fields.apply_ignored(changed, table, form)
    return changed


@pytest.mark.parametrize("crosswalk", SHIPPED, ids=lambda one: one.id)
def test_form_when_nobody_changed_anything_then_no_crosswalk_loses_a_word(crosswalk):
    content = content_of(crosswalk.id)
    header = dict.fromkeys([*crosswalk.file_columns, *crosswalk.accounted])
    table = profile(*header)
    form = form_of(crosswalk.model, content, table)
    assert send(crosswalk.model, content, table, form) == content


@pytest.mark.parametrize("crosswalk", SHIPPED, ids=lambda one: one.id)
def test_codes_when_nobody_chose_anything_else_then_every_table_says_the_same(crosswalk):
    content = content_of(crosswalk.id)
    header = dict.fromkeys([*crosswalk.file_columns, *crosswalk.accounted])
    table = profile(*header)
    shown = codes.code_tables(crosswalk.model, content, table)
    form = {
        f"code.{one.field.name}.{index}": row.code
        for one in shown
        for index, row in enumerate(one.rows)
    }
    changed = copy.deepcopy(content)
    codes.apply_codes(crosswalk.model, changed, table, form)
    assert codes.code_tables(crosswalk.model, changed, table) == shown
    for name, expression in content["fields"].items():
        given = draft.as_mapping(expression).get("codes")
        if given:
            kept = changed["fields"][name]["codes"]
            assert {code: len(given[code]) for code in given} == {c: len(kept[c]) for c in kept}


@given(st.text(min_size=1), st.text(min_size=1))
def test_draft_when_written_and_read_then_is_the_same(column, value):
    content = {"fields": {"name": {"column": column, "unknown": [value]}}}
    assert draft.read(draft.written(content)) == content


def test_carried_over_when_a_column_was_renamed_then_every_mention_follows():
    content = content_of("salford-streetlights")
    header = ["Lamp Types" if one == "Lamp Type" else one for one in draft.used_columns(content)]
    differences = compare(draft.used_columns(content), header)
    changed = start.carried_over(content, differences, profile(*header))
    assert differences.renamed == (("Lamp Type", "Lamp Types"),)
    assert changed["fields"]["lamp_type"]["column"] == "Lamp Types"
    assert changed["fields"]["lamp_type"]["codes"] == content["fields"]["lamp_type"]["codes"]


def test_carried_over_when_a_column_is_gone_then_what_used_it_has_no_source():
    content = content_of("salford-streetlights")
    header = [one for one in draft.used_columns(content) if one != "Easting"]
    differences = compare(draft.used_columns(content), header)
    changed = start.carried_over(content, differences, profile(*header))
    assert "positions" not in changed and "lamp_type" in changed["fields"]


@pytest.mark.parametrize(
    ("values", "best", "count"),
    [
        (["30/09/2014", "01/02/2014"], "%d/%m/%Y", 2),
        (["2014-09-30"], "%Y-%m-%d", 1),
        (["Sep 2014", "May 2014"], "%b %Y", 2),
        (["09/30/2014"], "%m/%d/%Y", 1),
    ],
)
def test_dates_when_values_are_given_then_the_format_that_reads_most_is_first(values, best, count):
    first = fits(values)[0]
    assert (first.format, first.fitting) == (best, count)


def test_map_when_a_point_is_outside_then_it_is_drawn_apart_and_counted():
    area = (-2.5, 53.4, -2.2, 53.6)
    drawn = draw([(-2.3, 53.5), (0.0, 51.5)], [box(area)], lambda all: [x < -2 for x, _ in all])
    assert drawn is not None
    assert (drawn.count, drawn.count_inside, len(drawn.outside)) == (2, 1, 1)
    assert drawn.percent_inside == 50.0


def test_map_when_there_is_no_point_then_there_is_none():
    assert draw([], [box((-2.5, 53.4, -2.2, 53.6))], lambda all: []) is None


def test_changes_when_one_line_differs_then_it_alone_is_marked():
    kinds = [(one.kind, one.text) for one in line_changes("a\nb\nc\n", "a\nx\nc\n")]
    assert kinds == [("same", "a"), ("removed", "b"), ("added", "x"), ("same", "c")]


def test_dates_when_a_field_has_times_then_only_formats_with_a_time_are_offered():
    found = fits(["30/09/2014 14:10"], "datetime")
    assert found[0].format == "%d/%m/%Y %H:%M" and found[0].fitting == 1
    assert all("%H" in one.format for one in found)


def test_dates_when_only_figures_are_shown_then_their_order_is_said():
    assert example("%d/%m/%y") == "30/09/14 (day, month, short year)"
    assert example("%d %B %Y") == "30 September 2014"
    assert example("%m/%Y") == "09/2014 (a month)"


@pytest.mark.parametrize("is_open", [True, False])
def test_codes_when_words_have_none_then_both_shares_are_told_and_an_open_list_is_done(is_open):
    rows = [("LED", 6, "led"), ("Old", 3, codes.OPEN), ("?", 1, codes.UNKNOWN)]
    field = next(iter(SHIPPED[0].model.fields.values()))
    told = codes.CodeTable(
        field, "Lamp", {"led": "LED"}, tuple(codes.ValueRow(*one) for one in rows), is_open
    )
    shares = (told.shared_percent, told.to_go_percent, told.unknown_percent)
    assert (shares, told.to_go, told.is_done) == ((60.0, 30.0, 10.0), 1, is_open)


def test_positions_when_nothing_can_stay_as_it_is_then_the_part_is_asked_for():
    content: dict = {}
    form = {
        "position.1.x": "(as it is)",
        "position.1.y": "Northing",
        "position.1.crs": "EPSG:27700",
    }
    assert [field for field, _ in rows.apply_positions(content, form)] == ["position.1.x"]
    assert not content.get("positions")
