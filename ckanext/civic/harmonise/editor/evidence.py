"""Why something was proposed, in words that a publisher can weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# confidence from: words; source: our choice, the guess proposes nothing below its own threshold
WORDS = ((0.9, "Very likely"), (0.75, "Likely"), (0.0, "Unsure, please look"))


@dataclass(frozen=True)
class Evidence:
    """A confidence from 0 to 1 and the reason for it, a sentence."""

    confidence: float
    reason: str

    @property
    def words(self) -> str:
        """Return how sure it is."""
        return next(words for least, words in WORDS if self.confidence >= least)

    def as_dict(self) -> dict[str, Any]:
        """Return the evidence as JSON values."""
        return {"confidence": self.confidence, "reason": self.reason}

    @classmethod
    def from_dict(cls, source: Mapping[str, Any]) -> Evidence:
        """Return the evidence that `as_dict` gave."""
        return cls(float(source["confidence"]), str(source["reason"]))
