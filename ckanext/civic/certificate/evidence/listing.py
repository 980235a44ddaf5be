"""The dataset is in a catalogue (questions listed and listing)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer yes for a dataset that everybody sees in this portal's catalogue."""
    is_held = facts.gate is not None and not facts.gate.get("allowed")
    if facts.dataset.get("private") or facts.dataset.get("state") != "active" or is_held:
        return
    sentence = "It is listed in this portal’s catalogue."
    yield facts.fact("listed", "true", sentence, "private, state")
    yield facts.fact("listing", facts.page_url, sentence, "private, state")
