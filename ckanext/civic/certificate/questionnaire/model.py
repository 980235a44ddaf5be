"""What a questionnaire is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

# {"is"|"not": [question, answer]} | {"filled"|"blank": question} | {"all"|"any": [expression, …]}
Expression = Mapping[str, Any]
Effort = Literal["metadata", "statement", "profile", "file"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer; ``meets`` lists requirements, the first gives the answer its level."""

    id: str
    text: str
    meets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question; text and url questions have the one answer ``1``, which stands for "filled"."""

    id: str
    section: str
    text: str
    type: Literal["text", "url", "one", "any"]
    repeats: bool
    mandatory: bool
    effort: Effort
    applies_when: Expression | None
    answers: tuple[Answer, ...]

    @property
    def is_choice(self) -> bool:
        """Tell whether the answer is one or more of a list."""
        return self.type in ("one", "any")

    def answer(self, answer_id: str) -> Answer:
        """Return the answer with that id; raises KeyError."""
        for answer in self.answers:
            if answer.id == answer_id:
                return answer
        raise KeyError(answer_id)


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a level asks for, settled by one question."""

    id: str
    level: str
    text: str
    question: str
    answer: str | None
    effort: Effort
    applies_when: Expression | None
    outstanding_when: Expression


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Questions and requirements by id, in the order of the form."""

    id: str
    questions: Mapping[str, Question]
    requirements: Mapping[str, Requirement]
