"""A file follows a shared model (questions on vocabulary, schema and codes)."""

from __future__ import annotations

from collections.abc import Iterator

from .base import DatasetFacts, Evidence

SOURCE = "resources: civic_model"


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer from ``civic_model``, which is set where a file was mapped to a shared model.

    The addresses are the model's own; whether they answer is not tried.
    """
    resources = facts.dataset.get("resources") or ()
    names = sorted({r["civic_model"] for r in resources if r.get("civic_model")})
    if not names:
        return
    sentence = f"A file follows the shared model “{names[0]}”."
    yield facts.fact("vocabulary", "true", sentence, SOURCE)
    models = [facts.models[name] for name in names if name in facts.models]
    for question, lists in (
        ("schemaDocumentationUrl", models),
        ("codelistDocumentationUrl", [row for m in models for row in m.get("lists") or ()]),
    ):
        address = next((row["iri"] for row in lists if row.get("iri")), None)
        if not address:
            continue
        if question == "codelistDocumentationUrl":
            yield facts.fact("codelists", "true", "Values of the model are codes.", SOURCE)
        sentence = "The shared model gives an address where this is written down."
        yield facts.inferred(question, address, sentence, SOURCE)
