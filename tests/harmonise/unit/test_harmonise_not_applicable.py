"""A check that had nothing to look at has not passed, and the report says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from ckanext.civic.harmonise import dqv
from ckanext.civic.harmonise.checks import DatasetRecord, Judge, catalogue
from ckanext.civic.harmonise.lifecycle.summary import ReleaseSummary
from ckanext.civic.harmonise.report import Report
from ckanext.civic.harmonise.reports import as_csv, as_text, grouped

from .check_cases import LIGHTS, SPEND, batch, facts

AT = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)


def verdict(given, *batches):
    judge = Judge(given.crosswalk, given.header)
    for one in batches:
        judge.observe(one)
    return judge.finish(given)


def left(given, *batches) -> set[str]:
    return {one.id for one in verdict(given, *batches).not_applicable}


def report(given, *batches) -> dict:
    found = verdict(given, *batches)
    return Report(
        "spend", "1", "x", 1, 1, checks=tuple(found.findings), passed=tuple(found.passed),
        not_applicable=tuple(found.not_applicable),
    ).as_dict()  # fmt: skip


@pytest.mark.parametrize(
    "id",
    [
        "licence_missing", "publisher_missing", "things_gone", "category_gone", "blank_share",
        "unstable_key", "position_agreement", "position_outside", "position_range",
        "position_null_island", "position_repeated", "position_conversion", "date_mixed",
        "date_order", "date_placeholder", "date_plausible", "sum_of_parts", "geography_vintage",
    ],
)  # fmt: skip
def test_check_when_there_is_nothing_to_look_at_then_it_is_not_applicable(id):
    found = verdict(facts(rows_in=1), batch({"amount": ["1"]}))
    assert id not in found.passed
    reasons = {one.id: one.reason for one in found.not_applicable}
    assert reasons[id] == catalogue()[id].not_applicable != ""


def test_check_when_the_file_has_no_rows_then_no_check_of_rows_has_passed():
    found = verdict(facts(rows_in=0, resources_out=0))
    assert not {
        id for id in found.passed if catalogue()[id].level in ("row", "cross-row")
    }  # fmt: skip


def test_dataset_checks_when_a_portal_asks_then_they_pass():
    known = DatasetRecord("uk-ogl", "Trafford", "")
    assert {"licence_missing", "publisher_missing"} <= set(
        verdict(facts(rows_in=1, dataset=known)).passed
    )


def test_release_checks_when_the_last_release_is_known_then_they_look():
    last = ReleaseSummary(1, {"amount": 1}, {})
    rows = batch({"amount": ["1"]})
    assert "blank_share" in verdict(facts(rows_in=1, previous=last), rows).passed
    assert "category_gone" in left(facts(rows_in=1, previous=last), rows)  # it had no category


def test_date_checks_when_a_row_has_a_date_then_they_look():
    rows = batch({"payment_date": ["", "2014-09-30"]})
    assert {"date_placeholder", "date_plausible"} <= set(verdict(facts(rows_in=2), rows).passed)


def test_publisher_when_the_registry_lacks_it_then_its_checks_are_not_applicable():
    unknown = replace(LIGHTS.publisher, name="Nowhere", uri="https://nowhere.example/council")
    crosswalk = replace(LIGHTS, publisher=unknown, area=None)
    assert {"council_identity", "position_outside"} <= left(facts(crosswalk, rows_in=1))
    assert "council_identity" not in left(facts(LIGHTS, rows_in=1))


def test_report_when_stored_then_says_what_was_not_looked_at():
    stored = report(facts(SPEND, rows_in=1))
    assert {"id": "things_gone", "reason": catalogue()["things_gone"].not_applicable} in stored[
        "not_applicable"
    ]
    assert "Not applicable,things_gone" in as_csv(stored)
    assert "Not applicable (" in as_text(stored)
    named = {one["id"] for one in grouped(stored)["not_applicable"]}
    assert named == {one["id"] for one in stored["not_applicable"]}


def test_measurements_when_a_check_was_not_applicable_then_there_is_none():
    stored = report(facts(SPEND, rows_in=1))
    quads = dqv.measurements(stored, "http://a.example/d", "", AT, "http://hub.example")
    metrics = {o.rsplit("/", 1)[1].rstrip(">") for _, p, o, _ in quads if "isMeasurementOf" in p}
    assert "things_gone" not in metrics
    assert "row_balance" in metrics or "duplicate_headers" in metrics


def test_grouped_when_an_old_report_lacks_the_list_then_nothing_is_said():
    assert grouped({"passed": ["row_balance"], "checks": []})["not_applicable"] == []
