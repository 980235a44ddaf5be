"""``civic readiness``: the level of a file of answers, without a portal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ckanext.civic.core.errors import CivicError, Place

from .errors import InvalidResponses
from .levels.assessment import Assessment, assess
from .levels.next_steps import next_steps
from .levels.ranks import next_level
from .levels.responses import read_responses
from .levels.rulesets import DEFAULT, get_ruleset
from .questionnaire.loader import load_questionnaire
from .questionnaire.model import Questionnaire


@click.command()
@click.argument("responses", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--ruleset", default=DEFAULT, show_default=True, help="The rule for blank answers.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
def readiness(responses: Path, ruleset: str, as_json: bool) -> None:
    """Tell which level the answers in RESPONSES reach, and what is missing above it.

    RESPONSES is a JSON file: {"responses": {question id: value or [values]}}. A dataset's
    readiness.json has this form too.
    """
    questionnaire = load_questionnaire()
    chosen = get_ruleset(ruleset)
    try:
        answers = read_responses(questionnaire, _read(responses))
    except CivicError as error:
        error.place = Place(file=str(responses))
        raise
    assessment = assess(questionnaire, answers, chosen)
    if as_json:
        click.echo(json.dumps(as_plain(assessment), indent=1))
    else:
        click.echo(_text(questionnaire, assessment))


def as_plain(assessment: Assessment) -> dict[str, Any]:
    """Return ``{level, ruleset, missing: {level: [ids]}}``."""
    return {
        "level": assessment.level,
        "ruleset": assessment.ruleset,
        "missing": {level: list(ids) for level, ids in assessment.missing.items()},
    }


def _read(path: Path) -> Any:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidResponses(f"The file cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InvalidResponses(
            f"The file is not JSON ({error}).",
            advice='Write {"responses": {question id: value}} in UTF-8.',
        ) from error
    if not isinstance(content, dict) or "responses" not in content:
        raise InvalidResponses(
            "The file has no “responses”.", advice='Write {"responses": {question id: value}}.'
        )
    return content["responses"]


def _text(questionnaire: Questionnaire, assessment: Assessment) -> str:
    lines = [f"Level: {assessment.level} ({assessment.ruleset})"]
    steps = next_steps(questionnaire, assessment)
    if steps:
        lines.append(f"Missing for {next_level(assessment.level)}, cheapest first:")
        lines += [f"  {step.text} [{step.question}]" for step in steps]
    return "\n".join(lines)
