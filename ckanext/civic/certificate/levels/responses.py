"""Answers as they are written down, checked against the questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import InvalidResponses
from ..questionnaire.model import Question, Questionnaire

# question id -> what was written or chosen; a blank question is not in it
Responses = Mapping[str, tuple[str, ...]]


def read_responses(questionnaire: Questionnaire, raw: Any) -> dict[str, tuple[str, ...]]:
    """Return the answers of ``{question id: value or [values]}`` without the blank ones.

    A value is a text, or ``true``/``false`` for the answers of these names. None, empty text and
    an empty list are blank. Raises InvalidResponses for a question or an answer that the
    questionnaire does not have, and for several answers where one is asked for.
    """
    if not isinstance(raw, Mapping):
        raise InvalidResponses("Answers must be an object of question ids and values.")
    responses = {}
    for question_id, value in raw.items():
        question = questionnaire.questions.get(question_id)
        if question is None:
            raise InvalidResponses(
                f"There is no question “{question_id}” in {questionnaire.id}.",
                advice="Correct the id or leave the answer out.",
            )
        values = tuple(_texts(question, value))
        if values:
            _check(question, values)
            responses[question_id] = values
    return responses


def _texts(question: Question, value: Any) -> Iterable[str]:
    items = value if isinstance(value, list | tuple) else [value]
    for item in items:
        if isinstance(item, bool):
            item = "true" if item else "false"
        if item is None:
            continue
        if not isinstance(item, str):
            raise InvalidResponses(
                f"The answer to “{question.id}” is {type(item).__name__}, not a text.",
                advice="Write answers as text, or as a list of texts.",
            )
        if item.strip():
            yield item.strip()


def _check(question: Question, values: tuple[str, ...]) -> None:
    if len(values) > 1 and not (question.repeats or question.type == "any"):
        raise InvalidResponses(f"“{question.id}” takes one answer and has {len(values)}.")
    if not question.is_choice:
        return
    allowed = [answer.id for answer in question.answers]
    for value in values:
        if value not in allowed:
            raise InvalidResponses(
                f"“{value}” is no answer to “{question.id}”.",
                advice=f"Choose from {', '.join(allowed)}.",
            )
