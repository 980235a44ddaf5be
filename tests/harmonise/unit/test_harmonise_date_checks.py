"""Dates that stand for nothing, are far away, mixed or out of order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ckanext.civic.harmonise.checks import KeptOut
from ckanext.civic.harmonise.checks.date_mixed import order_of

from .check_cases import SPEND, Listed, batch, facts, judge, with_checks

DAY = SPEND.model.fields["payment_date"]
DATES = with_checks(SPEND, date_order={"pairs": [["payment_date", "date_received"]]})
DATES = replace(
    DATES, model=replace(DATES.model, fields={**SPEND.model.fields, "date_received": DAY})
)


@pytest.mark.parametrize("day", ["0001-01-01", "3000-01-01", "9999-12-31"])
def test_date_placeholder_when_a_day_stands_for_nothing_then_blocks_and_names_it(day):
    rows = batch({"payment_date": ["2014-09-03", day]})
    (found,) = judge("date_placeholder", facts(), rows)
    assert (found.severity, found.rows) == ("error", (2,))
    assert day in found.message
    assert judge("date_plausible", facts(), rows) == []


@pytest.mark.parametrize("day", ["1212-05-04", "2114-09-03"])
def test_date_plausible_when_a_day_is_far_then_warns(day):
    (found,) = judge("date_plausible", facts(), batch({"payment_date": ["2014-09-03", day]}))
    assert (found.severity, found.rows, found.column) == ("warning", (2,), "Date")


def test_date_plausible_when_days_are_ordinary_then_finds_nothing():
    rows = batch({"payment_date": ["2014-09-03", "", "1950-01-01"]})
    assert judge("date_plausible", facts(), rows) == []
    assert judge("date_placeholder", facts(), rows) == []


@pytest.mark.parametrize(
    ("value", "order"),
    [
        ("31/12/2020", "day"), ("12/31/2020", "month"), ("03/04/2020", "either"),
        ("13.1.20", "day"),
        ("2020-12-31", ""), ("", ""), ("45/12/2020", ""), ("1-31-2020 10:00", "month"),
    ],
)  # fmt: skip
def test_order_of_when_asked_then_knows_what_can_be_first(value, order):
    assert order_of(value) == order


def dated(crosswalk, days):
    """Return rows whose date column has these cells, as the file has them."""
    index, width = crosswalk.columns.index("Date"), len(crosswalk.columns)
    sources = [["x"] * index + [day] + ["x"] * (width - index - 1) for day in days]
    return batch({"payment_date": days}, sources=sources)


def wrong(row, value):
    return KeptOut(row, f"k{row}", "Date", "invalid_values", "a day", value)


def test_date_mixed_when_a_column_has_both_orders_then_blocks_and_names_both_groups():
    rows = dated(SPEND, ["03/04/2020", "25/12/2020", "26/12/2020"])
    (found,) = judge("date_mixed", facts(), rows, kept_out=[wrong(4, "12/13/2020")])
    assert found.blocks
    assert "Day first: 3 rows, of which 1 fit both orders" in found.message
    assert "month first: 1 row." in found.message
    assert found.rows == (4,)
    assert judge("date_mixed", facts(), rows) == []


def test_date_mixed_when_all_others_fit_both_orders_then_is_mixed_all_the_same():
    rows = dated(SPEND, ["03/04/2020"])
    (found,) = judge("date_mixed", facts(), rows, kept_out=[wrong(2, "12/13/2020")])
    assert "Day first: 1 row, of which 1 fit both orders" in found.message
    assert "All fit month first" in found.message


def test_date_mixed_when_rows_stay_in_then_finds_the_same():
    rows = dated(SPEND, ["03/04/2020", "12/13/2020"])
    (found,) = judge("date_mixed", facts(), rows)
    assert found.rows == (2,)
    assert {one.pattern: one.count for one in found.patterns} == {
        "month first": 1, "fits both orders": 1,
    }  # fmt: skip


def test_date_mixed_when_the_other_order_is_declared_then_no_order_is_mixed():
    fields = {**SPEND.fields, "payment_date": {"column": "Date", "steps": [{"date": "%m/%d/%Y"}]}}
    american = replace(SPEND, fields=fields)
    rows = dated(american, ["03/04/2020", "12/13/2020"])
    assert judge("date_mixed", facts(american), rows) == []


def test_date_mixed_when_the_heading_is_written_otherwise_then_looks_all_the_same():
    header = [" DATE " if name == "Date" else name for name in SPEND.columns]
    rows = dated(SPEND, ["03/04/2020", "12/13/2020"])
    assert len(judge("date_mixed", facts(header=header), rows)) == 1


def test_date_order_when_a_row_ends_before_it_begins_then_warns():
    rows = batch({
        "payment_date": ["2020-02-01", "2020-02-01", "2020-02", ""],
        "date_received": ["2020-01-31", "2020-02-01", "2020-02", "2019-01-01"],
    })  # fmt: skip
    (found,) = judge("date_order", facts(DATES), rows)
    assert (found.severity, found.rows) == ("warning", (1,))


def test_date_order_when_precision_differs_then_compares_what_both_have():
    rows = batch({"payment_date": ["2020-02-15"], "date_received": ["2020-02"]})
    assert judge("date_order", facts(DATES), rows) == []


def test_date_order_when_most_rows_are_out_of_order_then_blocks_for_the_wrong_column():
    rows = batch({"payment_date": ["2020-02-01"] * 20, "date_received": ["2020-01-31"] * 20})
    (found,) = judge("date_order", facts(DATES), rows)
    assert found.blocks
    assert "exchanged" in found.message


def test_date_placeholder_when_listed_then_shows_what_the_publisher_wrote():
    listed = Listed()
    index = SPEND.columns.index("Date")
    cells = ["x"] * index + ["01/01/3000"] + ["x"] * (len(SPEND.columns) - index - 1)
    rows = batch({"payment_date": ["3000-01-01"]}, sources=[cells])
    judge("date_placeholder", facts(), rows, listed=listed)
    assert listed.lines == [
        (
            1,
            "k1",
            "date_placeholder",
            "Date",
            "01/01/3000",
            "an empty cell where a date is not known",
        )
    ]
