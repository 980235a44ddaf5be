"""The level of a set of answers, under each ruleset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.civic.certificate.levels.assessment import Assessment, Status, assess
from ckanext.civic.certificate.levels.responses import read_responses
from ckanext.civic.certificate.levels.rulesets import RULESETS, get_ruleset
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire

QUESTIONNAIRE = load_questionnaire()
STRICT = "gb-2016-strict"
HISTORIC = "gb-2016"

# Answers for a one-off table of statistics that lacks nothing.
PERFECT_ONEOFF = json.loads(
    Path(__file__).with_name("perfect_oneoff.json").read_text(encoding="utf-8")
)["responses"]


def _assess(ruleset: str, **changes: str | list[str] | None) -> Assessment:
    responses = read_responses(QUESTIONNAIRE, {**PERFECT_ONEOFF, **changes})
    return assess(QUESTIONNAIRE, responses, get_ruleset(ruleset))


@pytest.mark.parametrize("ruleset", RULESETS)
def test_level_when_nothing_is_lacking_then_exemplar(ruleset):
    assessment = _assess(ruleset)
    assert assessment.level == "exemplar"
    assert not any(assessment.missing.values())


@pytest.mark.parametrize("ruleset", RULESETS)
def test_level_when_nothing_is_answered_then_none_and_six_questions_first(ruleset):
    assessment = assess(QUESTIONNAIRE, {}, get_ruleset(ruleset))
    six = ("dataTitle", "publisher", "releaseType", "publisherRights", "dataLicence")
    assert assessment.level == "none"
    assert assessment.missing["basic"][:6] == (*six, "contentRights")


# One change to a perfect one-off. The historic column was observed on the questionnaire's own
# rule as published in 2016.
PROBES = [
    # what, changes, historic level, strict level
    ("availability of about a year", {"onGoingAvailability": "short"}, "pilot", "pilot"),
    ("only the title in metadata", {"documentationMetadata": ["title"]}, "pilot", "pilot"),
    ("only one right", {"copyrightStatementMetadata": ["dataLicense"]}, "pilot", "pilot"),
    ("goes stale but dated", {"timeSensitive": "timestamped"}, "pilot", "pilot"),
    ("spreadsheet", {"statisticalFormat": "format"}, "pilot", "pilot"),
    ("rights uncertain", {"publisherRights": "unsure"}, "pilot", "pilot"),
    ("format not stated", {"machineReadable": None}, "exemplar", "basic"),
    ("not machine readable", {"machineReadable": "false"}, "basic", "basic"),
    ("own site not stated", {"onWebsite": None, "webpage": None}, "exemplar", "pilot"),
    ("rights unclear", {"publisherRights": "complicated"}, "basic", "basic"),
    ("no right to publish", {"publisherRights": "no"}, "none", "none"),
    ("content rights blank", {"contentRights": None, "explicitWaiver": None}, "none", "none"),
    ("personal data not stated", {"dataPersonal": None}, "exemplar", "basic"),
    ("origin not stated", {"publisherOrigin": None}, "exemplar", "basic"),
]


@pytest.mark.parametrize(
    ("changes", "historic", "strict"), [p[1:] for p in PROBES], ids=[p[0] for p in PROBES]
)
def test_level_when_one_answer_changes_then_as_each_ruleset_says(changes, historic, strict):
    assert _assess(HISTORIC, **changes).level == historic
    assert _assess(STRICT, **changes).level == strict


def test_requirements_when_their_question_is_blank_then_27_pass_in_the_historic_rule_alone():
    def passing(ruleset: str) -> list[str]:
        return [
            requirement.id
            for requirement in QUESTIONNAIRE.requirements.values()
            if _passes_with_own_question_blank(requirement.id, ruleset)
        ]

    assert len(passing(HISTORIC)) == 27
    assert passing(STRICT) == []


def _passes_with_own_question_blank(requirement_id: str, ruleset: str) -> bool:
    requirement = QUESTIONNAIRE.requirements[requirement_id]
    responses = {
        question: ("x",) if kind == "filled" else (answer,)
        for kind, question, answer in _steering(requirement.applies_when, requirement.question)
    }
    assessment = assess(QUESTIONNAIRE, responses, get_ruleset(ruleset))
    return assessment.statuses[requirement_id] is Status.MET


def _steering(expression, own):
    """Yield (kind, question, answer) that makes ``expression`` true, except on ``own``."""
    for operator, operand in (expression or {}).items():
        if operator == "all":
            for part in operand:
                yield from _steering(part, own)
        elif operator == "any":
            yield from _steering(operand[0], own)
        elif operator == "filled" and operand != own:
            yield "filled", operand, ""
        elif operator == "is" and operand[0] != own:
            yield "is", *operand


@pytest.mark.parametrize("ruleset", RULESETS)
def test_oneoff_when_it_goes_stale_then_never_above_pilot_whatever_else(ruleset):
    assert _assess(ruleset, timeSensitive="true").level == "basic"
    assert _assess(ruleset, timeSensitive="timestamped").missing["standard"] == ("standard_16",)


def test_assess_when_a_branch_is_not_entered_then_its_requirements_do_not_apply():
    statuses = _assess(STRICT).statuses
    assert statuses["pilot_6"] is Status.NOT_APPLICABLE
    assert statuses["standard_26"] is Status.NOT_APPLICABLE


def test_assess_when_the_steering_question_is_blank_then_that_one_settles_its_branch():
    assessment = _assess(STRICT, dataPersonal=None)
    assert {assessment.settled_by[i] for i in assessment.missing["pilot"]} == {"dataPersonal"}


def _answer_to(question_id: str):
    question = QUESTIONNAIRE.questions[question_id]
    ids = [answer.id for answer in question.answers]
    if question.type == "any":
        return st.lists(st.sampled_from(ids), unique=True, min_size=1)
    return st.sampled_from(ids)


@st.composite
def _raw_answers(draw):
    """Draw answers to some of the questions, often to none of a branch."""
    asked = draw(st.lists(st.sampled_from(list(QUESTIONNAIRE.questions)), unique=True))
    return {question_id: draw(_answer_to(question_id)) for question_id in asked}


@given(_raw_answers())
def test_strict_when_compared_with_historic_then_never_higher(raw):
    responses = read_responses(QUESTIONNAIRE, raw)
    strict = assess(QUESTIONNAIRE, responses, get_ruleset(STRICT))
    historic = assess(QUESTIONNAIRE, responses, get_ruleset(HISTORIC))
    for level, ids in historic.missing.items():
        assert set(ids) <= set(strict.missing[level])


@given(_raw_answers(), st.data())
def test_strict_when_an_asked_question_is_answered_then_what_passed_still_passes(raw, data):
    """Levels need not rise: an answer can open a mandatory question. Requirements never fall."""
    before = read_responses(QUESTIONNAIRE, raw)
    assessment = assess(QUESTIONNAIRE, before, get_ruleset(STRICT))
    to_answer = sorted(set(assessment.settled_by.values()) - before.keys())
    if not to_answer:
        return
    question_id = data.draw(st.sampled_from(to_answer))
    answered = {**raw, question_id: data.draw(_answer_to(question_id))}
    after = assess(QUESTIONNAIRE, read_responses(QUESTIONNAIRE, answered), get_ruleset(STRICT))
    for requirement_id, status in assessment.statuses.items():
        assert not status.passes or after.statuses[requirement_id].passes, requirement_id
