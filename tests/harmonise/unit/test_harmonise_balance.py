"""Whatever comes in is in the result or listed: rows by reason, and sums to the penny."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from harmonise.small_councils import NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from ckanext.civic.harmonise.pipeline import harmonise, parse_crosswalk

PAYMENTS = parse_crosswalk("""
id: payments
model: spend
title: Payments
publisher: {name: Salford, uri: "http://salford.example/council"}
key: {columns: [No]}
drop: [{when: {column: No, is: [Total]}, reason: totals}]
fields:
  organisation_name: {constant: Salford}
  payment_date: {column: Day, steps: [{date: ["%d/%m/%Y"]}]}
  transaction_number: No
  amount: {column: Amount, steps: [{money: {currency: ["£"], negative: [minus, parens]}}]}
  supplier_name: {constant: A}
""")
AMOUNT = st.decimals(-9999, 9999, places=2).map(
    lambda number: f"({abs(number):,.2f})" if number < 0 else f"£{number:,.2f}"
)
ROW = st.tuples(
    st.sampled_from(["1", "2", "3/1", "3-1", "Total", ""]),
    st.sampled_from(["03/09/2014", "13/13/2014", ""]),
    AMOUNT,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12))
def test_harmonise_when_rows_are_of_any_kind_then_rows_and_sums_balance(rows):
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "file.csv", Path(name) / "out"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("No", "Day", "Amount"), *rows])
        report = harmonise(source, PAYMENTS, NAMES, out)
        with (out / "file.csv").open(newline="", encoding="utf-8") as file:
            written = list(csv.DictReader(file))
        sums = {kind: Decimal(text) for kind, text in report.totals["amount"].items()}
    reasons = Counter(report.dropped.by_reason)
    assert report.rows_in == len(rows) == len(written) + reasons.total()
    assert reasons["totals"] == sum(number == "Total" for number, _, _ in rows)
    assert sums["in"] == sums["out"] + sums["dropped"]
    assert sums["out"] == sum(Decimal(row["amount"]) for row in written)
    assert sums["in"] == sum(_value(amount) for _, _, amount in rows)
    assert {"row_balance", "control_total", "key_balance"} <= set(report.passed)


def _value(amount: str) -> Decimal:
    number = Decimal(amount.strip("£()").replace(",", ""))
    return -number if amount.startswith("(") else number
