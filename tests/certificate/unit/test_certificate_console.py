"""``civic readiness``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ckanext.civic.console import civic

PERFECT = Path(__file__).with_name("perfect_oneoff.json")


def _run(*arguments: str):
    return CliRunner().invoke(civic, ["readiness", *arguments])


def test_readiness_when_json_is_asked_for_then_level_and_missing():
    result = json.loads(_run(str(PERFECT), "--json").output)
    assert result == {
        "level": "exemplar",
        "ruleset": "gb-2016-strict",
        "missing": {"basic": [], "pilot": [], "standard": [], "exemplar": []},
    }


def test_readiness_when_the_ruleset_is_named_then_it_decides(tmp_path):
    answers = json.loads(PERFECT.read_text(encoding="utf-8"))
    del answers["responses"]["machineReadable"]
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    assert json.loads(_run(str(file), "--json").output)["missing"]["pilot"] == ["pilot_16"]
    historic = _run(str(file), "--json", "--ruleset", "gb-2016")
    assert json.loads(historic.output)["level"] == "exemplar"


def test_readiness_when_something_is_missing_then_the_text_says_what_first(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('{"responses": {"dataTitle": "Lamps"}}', encoding="utf-8")
    lines = _run(str(file)).output.splitlines()
    assert lines[0] == "Level: none (gb-2016-strict)"
    assert lines[2] == "  Organisation releasing the dataset [publisher]"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "has no “responses”"),
        ('{"responses": {"nothing": "x"}}', "no question “nothing”"),
    ],
)
def test_readiness_when_the_file_is_unusable_then_the_error_names_it(tmp_path, content, said):
    file = tmp_path / "answers.json"
    file.write_text(content, encoding="utf-8")
    result = _run(str(file), "--json")
    assert result.exit_code == 1
    assert said in result.output
    assert str(file) in result.output


def test_readiness_when_the_ruleset_is_unknown_then_it_lists_the_known_ones():
    assert "gb-2016-strict, gb-2016" in _run(str(PERFECT), "--ruleset", "best").output
