"""A page describes the dataset (question documentationUrl)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer with the dataset's page when there is a description to read on it."""
    if facts.value("notes"):
        sentence = "The dataset has a page here with a description."
        yield facts.fact("documentationUrl", facts.page_url, sentence, "notes")
