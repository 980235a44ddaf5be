from __future__ import annotations

from ckanext.civic.harmonise.views.report_groups import grouped, refusal


def finding(severity: str) -> dict:
    return {"id": severity, "severity": severity, "count": 1, "rows": [1], "message": "…"}


def test_grouped_when_severities_differ_then_each_finding_is_where_it_belongs():
    checks = [finding(one) for one in ("warning", "error", "note")]
    groups = grouped({"checks": checks, "passed": ["rows-balance"]})
    assert [one["id"] for one in groups["must_fix"]] == ["error"]
    assert [one["id"] for one in groups["should_look"]] == ["warning"]
    assert [one["id"] for one in groups["noted"]] == ["note"]
    assert groups["passed"] == ["rows-balance"]


def test_grouped_when_a_severity_is_unknown_then_it_must_be_fixed():
    assert grouped({"checks": [finding("fatal")]})["must_fix"]


def test_grouped_when_the_run_broke_off_then_every_group_is_empty():
    assert not any(grouped({"error": {"message": "…"}}).values())


def test_refusal_when_too_many_rows_fail_then_it_is_the_sentence_no_check_says():
    too_many = "60 of 100 rows cannot be published, more than the 10 % that may be left out."
    check = {**finding("error"), "message": "Row 3 has no key."}
    run = {"checks": [check], "error": {"message": f"{too_many} Row 3 has no key."}}
    assert refusal(run) == too_many


def test_refusal_when_only_checks_found_something_then_it_is_empty():
    check = {**finding("error"), "message": "Row 3 has no key."}
    assert refusal({"checks": [check], "error": {"message": "Row 3 has no key."}}) == ""
    assert refusal({"error": None}) == ""
