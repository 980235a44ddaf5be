"""Whether a condition of the questionnaire holds, given some answers."""

from __future__ import annotations

from collections.abc import Iterator

from ..questionnaire.model import Expression, Questionnaire
from .responses import Responses
from .rulesets import Ruleset
from .truth import Truth, all_of, any_of, negation


class Conditions:
    """Evaluate conditions over one set of answers."""

    def __init__(
        self, questionnaire: Questionnaire, responses: Responses, ruleset: Ruleset
    ) -> None:
        self._questionnaire = questionnaire
        self._responses = responses
        self._ruleset = ruleset
        self._asked: dict[str, Truth] = {}

    def holds(self, expression: Expression | None) -> Truth:
        """Return the truth of ``expression``; no condition always holds."""
        if expression is None:
            return True
        ((operator, operand),) = expression.items()
        if operator == "all":
            return all_of(self.holds(part) for part in operand)
        if operator == "any":
            return any_of(self.holds(part) for part in operand)
        if operator in ("filled", "blank"):
            filled = self._filled(operand)
            return filled if operator == "filled" else negation(filled)
        if operator in ("is", "not"):
            chosen = self._chosen(*operand)
            return chosen if operator == "is" else negation(chosen)
        raise ValueError(f"unknown operator in the questionnaire: {operator}")

    def is_asked(self, question_id: str) -> Truth:
        """Tell whether a question applies, by its own condition."""
        if question_id not in self._asked:
            question = self._questionnaire.questions[question_id]
            self._asked[question_id] = self.holds(question.applies_when)
        return self._asked[question_id]

    def open_questions(self, expression: Expression | None) -> Iterator[str]:
        """Yield the questions that are asked and blank and on which ``expression`` depends."""
        for question_id in _questions_in(expression):
            if question_id in self._responses:
                continue
            asked = self.is_asked(question_id)
            if asked is True:
                yield question_id
            elif asked is None:
                question = self._questionnaire.questions[question_id]
                yield from self.open_questions(question.applies_when)

    def _chosen(self, question_id: str, answer_id: str) -> Truth:
        if question_id not in self._responses:
            return self._blank(question_id)
        question = self._questionnaire.questions[question_id]
        return not question.is_choice or answer_id in self._responses[question_id]

    def _filled(self, question_id: str) -> Truth:
        return True if question_id in self._responses else self._blank(question_id)

    def _blank(self, question_id: str) -> Truth:
        """A question that is not asked is known to have no answer, under every ruleset."""
        return False if self.is_asked(question_id) is False else self._ruleset.blank_is


def _questions_in(expression: Expression | None) -> Iterator[str]:
    """Yield the question of each leaf of ``expression``, in its order."""
    for operator, operand in (expression or {}).items():
        if operator in ("all", "any"):
            for part in operand:
                yield from _questions_in(part)
        else:
            yield operand if operator in ("filled", "blank") else operand[0]
