"""The data can be downloaded directly (question datasetUrl)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer with the address of the first file; whether it answers is not tried."""
    for resource in facts.resources:
        url = (resource.get("url") or "").strip()
        if url.startswith(("http://", "https://")):
            name = resource.get("name") or "the first file"
            sentence = f"“{name}” has an address to download it from."
            yield facts.fact("datasetUrl", url, sentence, "resources: url")
            return
