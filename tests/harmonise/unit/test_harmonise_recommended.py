"""What a model recommends: told when it is missing, and no row is lost for it."""

from __future__ import annotations

import pytest

from ckanext.civic.harmonise.mapping.names import Names
from ckanext.civic.harmonise.pipeline import harmonise, parse_crosswalk

CROSSWALK = """
id: x
model: spend
title: X
publisher: {name: X, uri: "https://example.org/x"}
key: {columns: [No]}
fields:
  organisational_unit: Unit
  purpose: Purpose
  payment_date: Day
  transaction_number: No
  amount: {column: Amount, steps: [number]}
  irrecoverable_vat_amount: {column: VAT, steps: [number]}
  supplier_name: Supplier
"""
HEADER = "No,Unit,Purpose,Day,Amount,VAT,Supplier\n"
FULL = "1,Parks,Benches,2014-09-03,10,0,Acme Ltd\n"


@pytest.fixture
def report_of(tmp_path):
    """Return a function from rows to the report of their run."""

    def run(rows: str, crosswalk: str = CROSSWALK):
        path = tmp_path / "spend.csv"
        path.write_text(HEADER + rows)
        names = Names("http://x.example", "http://hub.example", "x", "spend")
        return harmonise(path, parse_crosswalk(crosswalk), names, tmp_path / "out")

    return run


def test_recommended_when_every_row_has_a_value_then_passes(report_of):
    assert "recommended_missing" in report_of(FULL).passed


def test_recommended_when_some_rows_lack_a_value_then_warns_and_publishes_them(report_of):
    report = report_of(
        FULL + "2,,Benches,2014-09-04,20,0,Acme Ltd\n3,Parks,,2014-09-05,30,0,B Ltd\n"
    )
    (found,) = [one for one in report.checks if one.id == "recommended_missing"]
    assert (found.severity, found.count, found.rows) == ("warning", 2, (2, 3))
    assert "“Organisational unit” in 1 row, “Purpose” in 1 row" in found.message
    assert report.resources_out == 3
    assert report.totals["amount"]["out"] == "60"
    assert report.ok


def test_recommended_when_no_row_has_a_value_then_notes_it(report_of):
    without = CROSSWALK.replace("  irrecoverable_vat_amount: {column: VAT, steps: [number]}\n", "")
    report = report_of(FULL, without + "ignore: {VAT: for this test}\n")
    (found,) = [one for one in report.checks if one.id == "recommended_missing"]
    assert found.severity == "note"
    assert "No row tells “Irrecoverable VAT”" in found.message
