"""The level that a set of answers reaches, and what is missing for the levels above.

Source of the rule: theodi/open-data-certificate (MIT), last changed 10 March 2016. Levels are
cumulative: the lowest requirement that is not passed decides. There are no weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ..questionnaire.model import Questionnaire, Requirement
from .conditions import Conditions
from .ranks import LEVELS, RANK
from .responses import Responses
from .rulesets import Ruleset


class Status(Enum):
    """How a requirement stands."""

    MET = "met"
    NOT_APPLICABLE = "not_applicable"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def passes(self) -> bool:
        """Tell whether the requirement stands in no level's way."""
        return self in (Status.MET, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The result of one ruleset on one set of answers.

    ``missing`` has, for each level above ``none``, the ids of requirements that do not pass; the
    ids of unanswered mandatory questions come first under ``basic``, because without them there
    is no level at all. ``settled_by`` has, for each id in ``missing``, the question to answer
    now: the requirement's own, or the one on which it depends whether that is asked.
    """

    ruleset: str
    level: str
    statuses: Mapping[str, Status]
    unanswered_mandatory: tuple[str, ...]
    missing: Mapping[str, tuple[str, ...]]
    settled_by: Mapping[str, str]


def assess(questionnaire: Questionnaire, responses: Responses, ruleset: Ruleset) -> Assessment:
    """Return the level of ``responses`` under ``ruleset``."""
    conditions = Conditions(questionnaire, responses, ruleset)
    unanswered = tuple(
        question.id
        for question in questionnaire.questions.values()
        if question.mandatory
        and question.id not in responses
        and conditions.is_asked(question.id) is True
    )
    statuses = {
        requirement.id: _status(questionnaire, requirement, responses, conditions)
        for requirement in questionnaire.requirements.values()
    }
    missing = _missing(questionnaire, statuses, unanswered)
    return Assessment(
        ruleset=ruleset.id,
        level="none" if unanswered else _level(missing),
        statuses=statuses,
        unanswered_mandatory=unanswered,
        missing=missing,
        settled_by={
            missing_id: _settled_by(questionnaire, missing_id, conditions)
            for ids in missing.values()
            for missing_id in ids
        },
    )


def _settled_by(questionnaire: Questionnaire, missing_id: str, conditions: Conditions) -> str:
    requirement = questionnaire.requirements.get(missing_id)
    if requirement is None:
        return missing_id
    condition = {"all": [requirement.applies_when, requirement.outstanding_when]}
    if conditions.holds(requirement.applies_when) is True:
        return requirement.question
    return next(conditions.open_questions(condition), requirement.question)


def _status(
    questionnaire: Questionnaire,
    requirement: Requirement,
    responses: Responses,
    conditions: Conditions,
) -> Status:
    outstanding = conditions.holds(requirement.outstanding_when)
    applies = conditions.holds(requirement.applies_when)
    if applies is False:
        return Status.NOT_APPLICABLE
    if outstanding is False or _is_met(questionnaire, requirement, responses):
        return Status.MET
    return Status.UNKNOWN if outstanding is None else Status.NOT_MET


def _is_met(questionnaire: Questionnaire, requirement: Requirement, responses: Responses) -> bool:
    """Tell whether an answer reaches the requirement's level.

    Choose-one: by the level of the chosen answer, whichever requirement it is listed for.
    Otherwise: by the level of a given answer that is listed for this very requirement.
    """
    question = questionnaire.questions[requirement.question]
    given = responses.get(question.id, ())
    if question.type == "one":
        answers = [question.answer(answer_id) for answer_id in given]
    elif question.type == "any":
        answers = [a for a in question.answers if a.id in given and requirement.id in a.meets]
    else:
        answers = [a for a in question.answers if given and requirement.id in a.meets]
    return any(
        RANK[questionnaire.requirements[answer.meets[0]].level] >= RANK[requirement.level]
        for answer in answers
        if answer.meets
    )


def _missing(
    questionnaire: Questionnaire, statuses: Mapping[str, Status], unanswered: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    missing = {
        level: tuple(
            requirement.id
            for requirement in questionnaire.requirements.values()
            if requirement.level == level and not statuses[requirement.id].passes
        )
        for level in LEVELS[1:]
    }
    return {**missing, "basic": unanswered + missing["basic"]}


def _level(missing: Mapping[str, tuple[str, ...]]) -> str:
    reached = "none"
    for level in LEVELS[1:]:
        if missing[level]:
            break
        reached = level
    return reached
