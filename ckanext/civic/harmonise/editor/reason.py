"""Why something was proposed, in words that a publisher can weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

# confidence from: words; source: our choice, the guess proposes nothing below its own threshold
WORDS = ((0.9, "Very likely"), (0.75, "Likely"), (0.0, "Unsure, please look"))


@dataclass(frozen=True)
class Reason:
    """A confidence from 0 to 1 and the reason for it, a sentence."""

    confidence: float
    sentence: str

    @property
    def words(self) -> str:
        """Return how sure it is."""
        return next(words for least, words in WORDS if self.confidence >= least)

    def as_dict(self) -> dict[str, Any]:
        """Return the reason as JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, source: Mapping[str, Any]) -> Reason:
        """Return the reason that `as_dict` gave."""
        return cls(float(source["confidence"]), str(source["sentence"]))
