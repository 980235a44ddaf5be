"""A column whose dates are written in two ways, said in the form."""

from __future__ import annotations

from typing import Any

from ckanext.civic.harmonise.editor.fields import apply_fields, field_rows
from ckanext.civic.harmonise.editor.table_profile import ColumnProfile, TableProfile
from ckanext.civic.harmonise.models import load_model

DAYS = ColumnProfile("Paid", 2, {"30/09/2014": 1, "2014-10-01": 1})
PROFILE = TableProfile(2, {"Paid": DAYS}, {})
MODEL = load_model("spend")
NAME = next(field.name for field in MODEL.fields.values() if field.datatype == "date")


def test_dates_when_a_second_format_is_chosen_then_both_are_read_and_shown_again():
    content: dict[str, Any] = {"fields": {NAME: {"column": "Paid", "steps": ["trim"]}}}
    form = {f"source.{NAME}": "Paid", f"format.{NAME}": "%d/%m/%Y"}
    apply_fields(MODEL, content, PROFILE, {**form, f"format.{NAME}.second": "%Y-%m-%d"})
    assert content["fields"][NAME]["steps"] == ["trim", {"date": ["%d/%m/%Y", "%Y-%m-%d"]}]
    row = next(one for one in field_rows(MODEL, content, PROFILE, {}) if one.field.name == NAME)
    assert (row.format, row.second_format) == ("%d/%m/%Y", "%Y-%m-%d")
    apply_fields(MODEL, content, PROFILE, {**form, f"format.{NAME}.second": ""})
    assert content["fields"][NAME]["steps"] == ["trim", {"date": ["%d/%m/%Y"]}]
