"""The rows are published as linked data (question identifiers)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer yes when there are N-Quads of the rows, in which each thing has its own address."""
    for resource in facts.dataset.get("resources") or ():
        if resource.get("civic_output") == "nquads":
            sentence = "The rows are published as linked data: each thing has its own address."
            yield facts.inferred("identifiers", "true", sentence, "resources: civic_output")
            return
