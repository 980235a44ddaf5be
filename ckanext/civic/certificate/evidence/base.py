"""What a detector is given and what it returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from ckanext.civic.core.clock import isoformat


class Confidence(Enum):
    """``FACT``: read off a field. ``INFERRED``: concluded by a rule that can be wrong."""

    FACT = "fact"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer and what it stands on.

    ``question`` is an id of the questionnaire, or None for an observation that no level asks for.
    ``source`` names the field or action that it was read from; ``date`` is that source's last
    change (ISO 8601 UTC). ``sentence`` never repeats a personal value.
    """

    question: str | None
    answer: tuple[str, ...]
    confidence: Confidence
    sentence: str
    source: str
    date: str


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """All that detectors may look at.

    ``dataset`` is what ``package_show`` answers; ``page_url`` its absolute address on the portal.
    ``gate`` is what ``civic_gate_dataset_show`` answers and ``models`` what
    ``civic_harmonise_model_show`` answers by model id; None and empty where there is no such
    action.
    """

    dataset: Mapping[str, Any]
    page_url: str
    gate: Mapping[str, Any] | None = None
    models: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """Return a field of the dataset, or the extra of that name; None when it is empty."""
        found = self.dataset.get(name)
        if not found:
            extras = self.dataset.get("extras") or ()
            found = next((e.get("value") for e in extras if e.get("key") == name), None)
        if isinstance(found, str):
            found = found.strip()
        return found if found not in ("", "[]", "{}", [], {}) else None

    def first(self, *names: str) -> str | None:
        """Return the first of the fields ``names`` that has a value."""
        return next((name for name in names if self.value(name) is not None), None)

    @property
    def changed_at(self) -> str:
        """When the dataset's record last changed; empty when it does not say."""
        changed = self.dataset.get("metadata_modified")
        return isoformat(datetime.fromisoformat(changed)) if changed else ""

    @property
    def resources(self) -> list[Mapping[str, Any]]:
        """The publisher's own files, without those that were made from them."""
        resources = self.dataset.get("resources") or []
        return [resource for resource in resources if not resource.get("civic_output")]

    def fact(
        self, question: str | None, answer: str | Iterable[str], sentence: str, source: str
    ) -> Evidence:
        """Return evidence that was read off a field of the dataset's record."""
        return self._evidence(question, answer, Confidence.FACT, sentence, source)

    def inferred(
        self, question: str | None, answer: str | Iterable[str], sentence: str, source: str
    ) -> Evidence:
        """Return evidence that a rule concludes from the dataset's record."""
        return self._evidence(question, answer, Confidence.INFERRED, sentence, source)

    def _evidence(
        self,
        question: str | None,
        answer: str | Iterable[str],
        confidence: Confidence,
        sentence: str,
        source: str,
    ) -> Evidence:
        answers = (answer,) if isinstance(answer, str) else tuple(answer)
        return Evidence(question, answers, confidence, sentence, source, self.changed_at)


class Detector(Protocol):
    """The ``detect`` function of a module in this package."""

    def __call__(self, facts: DatasetFacts) -> Iterable[Evidence]: ...
