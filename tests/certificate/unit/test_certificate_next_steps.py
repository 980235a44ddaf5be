"""What to do next."""

from __future__ import annotations

from ckanext.civic.certificate.levels.assessment import assess
from ckanext.civic.certificate.levels.next_steps import EFFORT_ORDER, next_steps
from ckanext.civic.certificate.levels.rulesets import get_ruleset
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire

QUESTIONNAIRE = load_questionnaire()


def _steps(**responses: str):
    answers = {question: (answer,) for question, answer in responses.items()}
    assessment = assess(QUESTIONNAIRE, answers, get_ruleset("gb-2016-strict"))
    return next_steps(QUESTIONNAIRE, assessment)


def test_steps_when_nothing_is_answered_then_only_what_is_missing_for_the_first_level():
    assert [step.question for step in _steps()] == [
        "dataTitle",
        "publisher",
        "releaseType",
        "dataLicence",
        "publisherRights",
        "contentRights",
    ]


def test_steps_when_several_kinds_are_missing_then_cheapest_first():
    order = [EFFORT_ORDER.index(step.effort) for step in _steps()]
    assert order == sorted(order)


def test_steps_when_a_licence_is_unlisted_then_ask_whether_it_is_open():
    steps = {step.question: step for step in _steps(dataLicence="other")}
    assert "otherDataLicenceName" in steps
    assert "otherDataLicenceOpen" in steps
    assert "dataLicence" not in steps
