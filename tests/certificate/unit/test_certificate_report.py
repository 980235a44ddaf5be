"""The whole report of a dataset."""

from __future__ import annotations

import json

from ckanext.civic.certificate.evidence.base import DatasetFacts
from ckanext.civic.certificate.levels.assessment import assess
from ckanext.civic.certificate.levels.responses import read_responses
from ckanext.civic.certificate.levels.rulesets import get_ruleset
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire
from ckanext.civic.certificate.report import readiness_report

BARE = {"id": "c0ffee", "name": "lamps", "title": "", "state": "active", "resources": []}
DESCRIBED = {
    **BARE,
    "title": "Street lights",
    "notes": "Every street light.",
    "organization": {"title": "Example Council"},
    "license_id": "uk-ogl",
    "license_title": "OGL",
    "resources": [{"name": "Lamps", "format": "CSV", "url": "https://d.example/lamps.csv"}],
}


def _report(dataset):
    facts = DatasetFacts(dataset, "https://d.example/dataset/lamps")
    return readiness_report(facts, get_ruleset("gb-2016-strict"))


def test_report_when_metadata_are_full_then_only_what_a_person_must_say_is_missing_for_basic():
    report = _report(DESCRIBED)
    assert report["level"] == "none"
    steps = {step["question"]: step["effort"] for step in report["next_steps"]}
    assert steps == {"publisherRights": "statement", "contentRights": "statement"}


def test_report_when_the_record_is_bare_then_fields_come_before_statements():
    efforts = [step["effort"] for step in _report(BARE)["next_steps"]]
    assert efforts == ["metadata"] * 4 + ["statement"] * 2


def test_report_when_written_as_json_then_its_responses_give_the_same_level():
    report = json.loads(json.dumps(_report(DESCRIBED)))
    responses = read_responses(load_questionnaire(), report["responses"])
    again = assess(load_questionnaire(), responses, get_ruleset(report["ruleset"]))
    assert {level: list(ids) for level, ids in again.missing.items()} == report["missing"]


def test_report_when_a_question_is_answered_then_it_is_not_listed_as_unanswered():
    report = _report(DESCRIBED)
    answered = {answer["question"] for answer in report["answers"]}
    assert not answered & {question["question"] for question in report["unanswered"]}
