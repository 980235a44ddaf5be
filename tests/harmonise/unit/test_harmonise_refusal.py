from __future__ import annotations

from ckanext.civic.harmonise.views.refusal import refusal


def finding(severity: str) -> dict:
    return {"id": severity, "severity": severity, "count": 1, "rows": [1], "message": "…"}


def test_refusal_when_too_many_rows_fail_then_it_is_the_sentence_no_check_says():
    too_many = "60 of 100 rows cannot be published, more than the 10 % that may be left out."
    check = {**finding("error"), "message": "Row 3 has no key."}
    run = {"checks": [check], "error": {"message": f"{too_many} Row 3 has no key."}}
    assert refusal(run) == too_many


def test_refusal_when_only_checks_found_something_then_it_is_empty():
    check = {**finding("error"), "message": "Row 3 has no key."}
    assert refusal({"checks": [check], "error": {"message": "Row 3 has no key."}}) == ""
    assert refusal({"error": None}) == ""
