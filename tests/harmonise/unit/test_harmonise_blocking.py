from __future__ import annotations

from ckanext.civic.harmonise.logic.blocking import judged, reasons_to_block
from ckanext.civic.harmonise.report import DroppedRow, DroppedRows, Finding, Report
from ckanext.civic.harmonise.reports.groups import grouped


def report(rows_in=100, dropped=0, reason="unmapped_codes", checks=()):
    rows = DroppedRows(DroppedRow(n + 1, reason, "") for n in range(dropped))
    return Report("m", "1.0.0", "c", rows_in, rows_in - dropped, rows, tuple(checks))


def finding(id="unmapped_codes", severity="error"):
    return Finding(id, severity, 1, (1,), f"{id} found something.")


def test_blocking_when_all_is_well_then_nothing_blocks():
    assert reasons_to_block(report(), 10) == []


def test_blocking_when_only_warnings_then_nothing_blocks():
    assert reasons_to_block(report(checks=[finding(severity="warning")]), 10) == []


def test_blocking_when_failed_rows_are_at_the_limit_then_the_others_are_published():
    assert reasons_to_block(report(dropped=10, checks=[finding()]), 10) == []


def test_blocking_when_failed_rows_are_over_the_limit_then_it_says_how_many():
    reasons = reasons_to_block(report(dropped=11, checks=[finding()]), 10)
    assert reasons[0].startswith("11 of 100 rows")
    assert reasons[1] == "unmapped_codes found something."


def test_blocking_when_blank_rows_are_many_then_they_do_not_count():
    blank = report(dropped=90, reason="blank_rows", checks=[finding("blank_rows", "warning")])
    assert reasons_to_block(blank, 10) == []


def test_blocking_when_the_limit_is_nought_then_one_failed_row_blocks():
    assert reasons_to_block(report(dropped=1, checks=[finding()]), 0)


def test_blocking_when_an_error_is_not_about_quarantined_rows_then_it_blocks():
    checks = [finding(), finding("row_balance")]
    assert reasons_to_block(report(dropped=1, checks=checks), 10) == [
        "row_balance found something."
    ]


def test_blocking_when_a_fault_is_never_the_first_of_its_row_then_it_is_about_rows_too():
    told = report(dropped=5, checks=[finding(), finding("required_missing")])
    told.dropped.faults.update(["unmapped_codes", "required_missing"])
    assert reasons_to_block(told, 10) == []


def test_blocking_when_nothing_is_left_then_it_blocks_without_any_finding():
    assert reasons_to_block(report(rows_in=0), 10) == ["No row of the file could be published."]


def test_judged_when_failed_rows_are_within_the_limit_then_nothing_must_be_fixed():
    told = judged(report(dropped=10, checks=[finding()]), 10)
    assert (told["ok"], told["blocked_by"]) == (True, [])
    groups = grouped(told)
    assert (groups["must_fix"], len(groups["should_fix"])) == ([], 1)


def test_judged_when_failed_rows_are_over_the_limit_then_they_must_be_fixed():
    told = judged(report(dropped=11, checks=[finding()]), 10)
    assert not told["ok"]
    assert told["blocked_by"][0].startswith("11 of 100 rows")
    assert len(grouped(told)["must_fix"]) == 1


def test_judged_when_another_error_blocks_then_only_that_must_be_fixed():
    told = judged(report(dropped=1, checks=[finding(), finding("row_balance")]), 10)
    assert not told["ok"]
    assert [one["id"] for one in grouped(told)["must_fix"]] == ["row_balance"]
