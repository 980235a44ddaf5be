"""What to do next for the level above, cheapest first."""

from __future__ import annotations

from dataclasses import dataclass

from ..questionnaire.model import Effort, Questionnaire
from .assessment import Assessment
from .ranks import next_level

# Our choice: a field of the dataset is filled in at once; a statement needs somebody who knows;
# a page of the organisation is written once for all its datasets; a file must be made anew.
EFFORT_ORDER: tuple[Effort, ...] = ("metadata", "statement", "profile", "file")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: answer ``question``, which settles ``ids`` (requirements, or itself).

    ``text`` says what is wanted: the requirement, or the question where several depend on it.
    """

    question: str
    ids: tuple[str, ...]
    text: str
    effort: Effort


def next_steps(questionnaire: Questionnaire, assessment: Assessment) -> list[Step]:
    """Return all that is missing for the next level, cheapest first, else in the form's order.

    A question that settles several requirements is named once.
    """
    target = next_level(assessment.level)
    by_question: dict[str, list[str]] = {}
    for missing_id in assessment.missing[target] if target else ():
        by_question.setdefault(assessment.settled_by[missing_id], []).append(missing_id)
    steps = [_step(questionnaire, question, ids) for question, ids in by_question.items()]
    return sorted(steps, key=lambda step: EFFORT_ORDER.index(step.effort))


def _step(questionnaire: Questionnaire, question_id: str, ids: list[str]) -> Step:
    question = questionnaire.questions[question_id]
    requirement = questionnaire.requirements.get(ids[0])
    if requirement is None or requirement.question != question_id:
        return Step(question_id, tuple(ids), question.text, question.effort)
    return Step(question_id, tuple(ids), requirement.text, requirement.effort)
