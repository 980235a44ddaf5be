"""A missing column: which heading is meant, and what to do."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.errors import MissingColumn
from ckanext.civic.harmonise.mapping.columns import match_columns, nearest


@pytest.mark.parametrize(
    ("name", "headings", "expected"),
    [
        ("LAMP", ["LAMPWATTS", "Lamp type"], "Lamp type"),
        ("LAMP", ["LAMPWATTS", "Street"], "LAMPWATTS"),
        ("Net Amount", ["Amount", "Net  amount (£)", "Date"], "Net  amount (£)"),
        ("Amount (£)", ["Total Amount (£)", "Amounts"], "Total Amount (£)"),
        ("Postcode", ["Zip", "Post code"], "Post code"),
        ("Postcode", ["Zip", "Town"], None),
        ("Postcode", [], None),
    ],
)
def test_nearest_when_headings_vary_then_whole_words_come_first(name, headings, expected):
    assert nearest(name, headings) == expected


def test_match_columns_when_one_is_missing_then_no_mapped_heading_is_proposed():
    with pytest.raises(MissingColumn) as caught:
        match_columns(["ID", "Lampwatts", "Light"], ["ID", "LAMP", "LAMPWATTS"], "f.csv")
    assert "nearest" not in caught.value.advice
    assert "Lampwatts" in caught.value.advice


def test_match_columns_when_one_is_missing_then_says_what_to_do():
    with pytest.raises(MissingColumn) as caught:
        match_columns(["LAMPWATTS", "Lamp type"], ["LAMP", "LAMPWATTS"], "f.csv")
    assert str(caught.value) == (
        "file f.csv, column LAMP: The column “LAMP” is missing. The nearest heading is “Lamp type”:"
        " if it is the same column, rename the heading in the file to “LAMP”, or change the"
        " column's name in the crosswalk. The file has: LAMPWATTS, Lamp type."
    )
