"""The formats of the files (questions machineReadable and openStandard)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from .base import DatasetFacts, Evidence
from .tables import load_table


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer from the stated formats, of the best file; the bytes are not looked at.

    One web page beside a PDF does not make the data open: the format that is judged open must be
    the format that software can process, where there is one.
    """
    stated = [_format_of(resource) for resource in facts.resources]
    if not stated:
        return
    known = {name: _formats()[name.lower()] for name in stated if name.lower() in _formats()}
    readable = {name: row for name, row in known.items() if row["machine_readable"]}
    judged = readable or (known if len(known) == len(set(stated)) else {})
    if not judged:
        return
    names = ", ".join(sorted(judged))
    opens = sorted(name for name, row in judged.items() if row["open_standard"])
    yield _yes_or_no(
        facts,
        "machineReadable",
        bool(readable),
        f"Software can process the stated format ({names}).",
        f"Software cannot process the stated format ({names}) as structured data.",
    )
    yield _yes_or_no(
        facts,
        "openStandard",
        bool(opens),
        f"The stated format ({', '.join(opens)}) is an open standard.",
        f"The stated format ({names}) is not an open standard.",
    )


def _yes_or_no(facts: DatasetFacts, question: str, holds: bool, yes: str, no: str) -> Evidence:
    answer, sentence = ("true", yes) if holds else ("false", no)
    return facts.inferred(question, answer, sentence, "resources: format")


def _format_of(resource: Mapping[str, Any]) -> str:
    return (resource.get("format") or resource.get("mimetype") or "not stated").strip()


@lru_cache(maxsize=1)
def _formats() -> dict[str, dict[str, Any]]:
    return {
        name: row
        for key, row in load_table("formats").items()
        for name in (key, *row.get("also", ()))
    }
