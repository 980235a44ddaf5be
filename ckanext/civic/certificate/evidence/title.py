"""The dataset has a title (question dataTitle)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer with the title; a title that only repeats the address counts as none."""
    title = facts.value("title")
    if title and title != facts.dataset.get("name"):
        yield facts.fact("dataTitle", title, f"The dataset is called “{title}”.", "title")
