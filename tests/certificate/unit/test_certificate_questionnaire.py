"""The questionnaire's file, and the script that makes it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from ckanext.civic.certificate.levels.ranks import LEVELS
from ckanext.civic.certificate.questionnaire.convert import main
from ckanext.civic.certificate.questionnaire.loader import load_questionnaire

QUESTIONNAIRE = load_questionnaire()
EXPRESSION = {"blank": "documentationUrl"}
QUESTION = {
    "id": "documentationUrl",
    "text": "Where is it described?",
    "type": "url",
    "repeats": False,
    "mandatory": False,
    "applies_when": None,
    "answers": [{"id": "1", "text": "address", "meets": ["pilot_1"]}],
}
REQUIREMENT = {
    "id": "pilot_1",
    "level": "pilot",
    "text": "Describe it",
    "question": "documentationUrl",
    "answer": "1",
    "source": {"class": "a"},
    "applies_when": None,
    "outstanding_when": EXPRESSION,
}
LOGIC = {
    "source": {"file": "made up"},
    "sections": [{"id": "general", "questions": [QUESTION], "requirements": [REQUIREMENT]}],
}
TABLE = "question_id,requirement_id,requirement_level\ndocumentationUrl,pilot_1,{level}\n"


def _names(expression):
    """Yield the questions and the (question, answer) pairs of a condition."""
    for operator, operand in (expression or {}).items():
        if operator in ("all", "any"):
            for part in operand:
                yield from _names(part)
        else:
            yield operand if operator in ("is", "not") else [operand, None]


def test_questionnaire_when_loaded_then_113_questions_and_116_requirements():
    assert len(QUESTIONNAIRE.questions) == 113
    by_level = [r.level for r in QUESTIONNAIRE.requirements.values()]
    assert [by_level.count(level) for level in LEVELS] == [0, 11, 24, 59, 22]


def test_questionnaire_when_conditions_name_something_then_it_exists():
    conditions = [q.applies_when for q in QUESTIONNAIRE.questions.values()]
    for requirement in QUESTIONNAIRE.requirements.values():
        conditions += [requirement.applies_when, requirement.outstanding_when]
        assert requirement.question in QUESTIONNAIRE.questions
    for condition in conditions:
        for question_id, answer_id in _names(condition):
            question = QUESTIONNAIRE.questions[question_id]
            assert answer_id is None or question.answer(answer_id)


def test_questionnaire_when_answers_meet_something_then_it_is_a_requirement():
    for question in QUESTIONNAIRE.questions.values():
        for answer in question.answers:
            assert set(answer.meets) <= QUESTIONNAIRE.requirements.keys()


def _convert(tmp_path, logic, level="pilot"):
    source, table, output = (tmp_path / name for name in ("logic.json", "table.csv", "out.json"))
    source.write_text(json.dumps(logic), encoding="utf-8")
    table.write_text(TABLE.format(level=level), encoding="utf-8")
    return CliRunner().invoke(main, [str(source), str(table), "-o", str(output)]), output


def test_convert_when_both_inputs_agree_then_writes_what_the_loader_reads(tmp_path):
    result, output = _convert(tmp_path, LOGIC)
    assert result.exit_code == 0, result.output
    written = json.loads(output.read_text(encoding="utf-8"))
    assert written["questions"][0]["effort"] == "metadata"
    assert written["requirements"][0]["outstanding_when"] == EXPRESSION


def test_convert_when_the_inputs_differ_then_names_the_requirement_and_writes_nothing(tmp_path):
    result, output = _convert(tmp_path, LOGIC, level="expert")
    assert result.exit_code == 1
    assert "pilot_1" in result.output
    assert not output.exists()


@pytest.mark.parametrize("lacking", ["source", "sections"])
def test_convert_when_a_key_is_missing_then_names_it(tmp_path, lacking):
    logic = {key: value for key, value in LOGIC.items() if key != lacking}
    result, _ = _convert(tmp_path, logic)
    assert result.exit_code == 1
    assert lacking in result.output
