"""Read a questionnaire of this package."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from .model import Answer, Question, Questionnaire, Requirement

DEFAULT = "gb-2016"


@lru_cache(maxsize=4)
def load_questionnaire(name: str = DEFAULT) -> Questionnaire:
    """Return the questionnaire called ``name``; it is read once a process."""
    text = (
        files("ckanext.civic.certificate.questionnaire")
        .joinpath(f"{name}.json")
        .read_text(encoding="utf-8")
    )
    content = json.loads(text)
    questions = [_question(row) for row in content["questions"]]
    requirements = [Requirement(**row) for row in content["requirements"]]
    return Questionnaire(
        id=content["id"],
        questions={question.id: question for question in questions},
        requirements={requirement.id: requirement for requirement in requirements},
    )


def _question(row: dict[str, Any]) -> Question:
    answers = tuple(
        Answer(answer["id"], answer["text"], tuple(answer["meets"])) for answer in row["answers"]
    )
    return Question(**{**row, "answers": answers})
