"""Make a questionnaire file of this package from the published logic.

    python -m ckanext.civic.certificate.questionnaire.convert QUESTIONNAIRE.json REQUIREMENTS.csv \
        -o ckanext/civic/certificate/questionnaire/gb-2016.json

Run it only when a new version of the questionnaire is adopted; its output is kept in the package.

QUESTIONNAIRE.json holds ``source`` and ``sections``, each with ``questions`` and ``requirements``.
REQUIREMENTS.csv says the same per requirement (``question_id``, ``requirement_id``,
``requirement_level`` with the public names raw, pilot, standard, expert). Both are compared, so
that a slip in one of them is found here and not in a publisher's level.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from ckanext.civic.core.errors import CivicError, Place

# The public names until January 2016, which the table uses, and the ids in the logic.
LEVEL_OF_PUBLIC_NAME = {
    "raw": "basic",
    "pilot": "pilot",
    "standard": "standard",
    "expert": "exemplar",
}

# Who can answer: the letters of the source, in words.
EFFORT_OF_CLASS = {"a": "metadata", "b": "file", "c": "profile", "d": "statement"}


class ConversionError(CivicError):
    """The two inputs disagree, or one of them is not what this script reads."""


def convert(logic: dict[str, Any], table: list[dict[str, str]]) -> dict[str, Any]:
    """Return ``{id, source, questions: [...], requirements: [...]}``.

    Raises ConversionError when a requirement is in only one of the inputs, or differs.
    """
    questions = [
        _question(question, section["id"])
        for section in logic["sections"]
        for question in section["questions"]
    ]
    requirements = [
        _requirement(requirement)
        for section in logic["sections"]
        for requirement in section["requirements"]
    ]
    _compare(requirements, table)
    _inherit_effort(questions, requirements)
    return {
        "id": "gb-2016",
        "source": logic["source"],
        "questions": questions,
        "requirements": requirements,
    }


def _question(question: dict[str, Any], section: str) -> dict[str, Any]:
    return {
        "id": question["id"],
        "section": section,
        "text": question["text"],
        "type": question["type"],
        "repeats": question["repeats"],
        "mandatory": question["mandatory"],
        "effort": EFFORT_OF_CLASS.get((question.get("source") or {}).get("class", "")),
        "applies_when": question["applies_when"],
        "answers": question["answers"],
    }


def _requirement(requirement: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": requirement["id"],
        "level": requirement["level"],
        "text": requirement["text"],
        "question": requirement["question"],
        "answer": requirement["answer"],
        "effort": EFFORT_OF_CLASS[requirement["source"]["class"]],
        "applies_when": requirement["applies_when"],
        "outstanding_when": requirement["outstanding_when"],
    }


def _inherit_effort(questions: list[dict[str, Any]], requirements: list[dict[str, Any]]) -> None:
    """Give a question without a source of its own the one of its first requirement."""
    first: dict[str, str] = {}
    for requirement in requirements:
        first.setdefault(requirement["question"], requirement["effort"])
    for question in questions:
        question["effort"] = question["effort"] or first[question["id"]]


def _compare(requirements: list[dict[str, Any]], table: list[dict[str, str]]) -> None:
    in_logic = {r["id"]: (r["question"], r["level"]) for r in requirements}
    in_table = {
        row["requirement_id"]: (
            row["question_id"],
            LEVEL_OF_PUBLIC_NAME.get(row["requirement_level"], row["requirement_level"]),
        )
        for row in table
        if row["requirement_id"]
    }
    differing = sorted(
        name for name in in_logic.keys() | in_table.keys()
        if in_logic.get(name) != in_table.get(name)
    )  # fmt: skip
    if differing:
        raise ConversionError(
            f"Requirements differ between the two inputs: {', '.join(differing)}.",
            advice="Correct the input that is wrong, then run the script again.",
        )


def _one_line_each(questionnaire: dict[str, Any]) -> Iterator[str]:
    """Yield JSON text with a line for each question and requirement, for readable differences."""
    yield "{\n"
    yield f'"id": {json.dumps(questionnaire["id"])},\n'
    yield f'"source": {json.dumps(questionnaire["source"], indent=1, ensure_ascii=False)},\n'
    for name, end in (("questions", ",\n"), ("requirements", "\n")):
        rows = (json.dumps(row, ensure_ascii=False) for row in questionnaire[name])
        yield f'"{name}": [\n' + ",\n".join(rows) + f"\n]{end}"
    yield "}\n"


@click.command()
@click.argument("logic", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(logic: Path, table: Path, output: Path) -> None:
    """Write the package's questionnaire file from LOGIC (JSON) and TABLE (CSV)."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        converted = convert(json.loads(logic.read_text(encoding="utf-8")), rows)
    except KeyError as error:
        raise click.ClickException(
            str(ConversionError(f"Missing key {error}.", place=Place(file=str(logic))))
        ) from error
    except CivicError as error:
        raise click.ClickException(str(error)) from error
    output.write_text("".join(_one_line_each(converted)), encoding="utf-8")


if __name__ == "__main__":
    main()
