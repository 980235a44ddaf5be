"""An organisation publishes the dataset (question publisher)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer with the title of the owning organisation."""
    organization = facts.dataset.get("organization") or {}
    title = (organization.get("title") or "").strip()
    if title:
        yield facts.fact("publisher", title, f"{title} publishes it.", "organization")
