"""A dataset's readiness as a plain dict: for the API, the page and the command line."""

from __future__ import annotations

from typing import Any

from .evidence.base import DatasetFacts, Evidence
from .evidence.registry import Findings, gather
from .levels.assessment import assess
from .levels.conditions import Conditions
from .levels.next_steps import next_steps
from .levels.ranks import next_level
from .levels.responses import Responses, read_responses
from .levels.rulesets import Ruleset
from .questionnaire.loader import load_questionnaire
from .questionnaire.model import Question, Questionnaire


def readiness_report(facts: DatasetFacts, ruleset: Ruleset) -> dict[str, Any]:
    """Return what the evidence shows under ``ruleset``.

    Keys: ``id name questionnaire ruleset level next_level next_steps missing answers unanswered
    observations failures responses``. ``responses`` is the form that ``civic readiness`` reads.
    """
    questionnaire = load_questionnaire()
    findings = gather(facts)
    responses = read_responses(
        questionnaire, {name: found.answer for name, found in findings.by_question.items()}
    )
    assessment = assess(questionnaire, responses, ruleset)
    return {
        "id": facts.dataset["id"],
        "name": facts.dataset["name"],
        "questionnaire": questionnaire.id,
        "ruleset": ruleset.id,
        "level": assessment.level,
        "next_level": next_level(assessment.level),
        "next_steps": [
            {
                "question": step.question,
                "settles": list(step.ids),
                "text": step.text,
                "effort": step.effort,
            }
            for step in next_steps(questionnaire, assessment)
        ],
        "missing": {level: list(ids) for level, ids in assessment.missing.items()},
        "answers": _answers(questionnaire, findings, responses),
        "unanswered": _unanswered(questionnaire, responses, ruleset),
        "observations": [_evidence(found) for found in findings.observations],
        "failures": dict(findings.failures),
        "responses": {name: _written(values) for name, values in responses.items()},
    }


def _answers(
    questionnaire: Questionnaire, findings: Findings, responses: Responses
) -> list[dict[str, Any]]:
    return [
        {
            "question": question.id,
            "section": question.section,
            "text": question.text,
            "answer_text": _answer_text(question, responses[question.id]),
            **_evidence(findings.by_question[question.id]),
        }
        for question in questionnaire.questions.values()
        if question.id in responses
    ]


def _unanswered(
    questionnaire: Questionnaire, responses: Responses, ruleset: Ruleset
) -> list[dict[str, Any]]:
    """List the questions that are asked; others may follow once these are answered."""
    conditions = Conditions(questionnaire, responses, ruleset)
    return [
        {
            "question": question.id,
            "section": question.section,
            "text": question.text,
            "mandatory": question.mandatory,
            "effort": question.effort,
        }
        for question in questionnaire.questions.values()
        if question.id not in responses and conditions.is_asked(question.id) is True
    ]


def _evidence(found: Evidence) -> dict[str, Any]:
    return {
        "answer": _written(found.answer),
        "confidence": found.confidence.value,
        "sentence": found.sentence,
        "source": found.source,
        "date": found.date,
    }


def _answer_text(question: Question, values: tuple[str, ...]) -> str:
    if question.is_choice:
        return ", ".join(question.answer(value).text for value in values)
    return ", ".join(values)


def _written(values: tuple[str, ...]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
