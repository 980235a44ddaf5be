"""The gate's decision: no level asks for it, and nobody should publish without it."""

from __future__ import annotations

from collections.abc import Iterator

from .base import Confidence, DatasetFacts, Evidence

SOURCE = "civic_gate_dataset_show"


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Report whether this version was reviewed and released; nothing where there is no gate."""
    if facts.gate is None:
        return
    if facts.gate.get("allowed"):
        answer, sentence = "released", "This version was reviewed and released."
    else:
        answer, sentence = "held", "It is held: nobody outside can see it."
    date = facts.gate.get("decided_at") or ""
    yield Evidence(None, (answer,), Confidence.FACT, sentence, SOURCE, date)
