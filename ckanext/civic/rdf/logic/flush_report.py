"""What one flush did and left behind."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ckanext.civic.core.errors import CivicError

from .refresh import Outcomes

log = logging.getLogger(__name__)

LONGEST_MESSAGE = 1000  # characters


@dataclass
class FlushReport:
    """What one flush did, in graphs, and what it left behind, in datasets.

    ``next_try_s`` is when to come back, in seconds; None when nothing is waiting.
    """

    graphs: Counter[str] = field(default_factory=Counter)
    quads_changed: int = 0
    failed: int = 0
    pending: int = 0
    next_try_s: float | None = None
    errors: list[dict[str, str]] = field(default_factory=list)

    def count(self, outcomes: Outcomes) -> None:
        """Add what became of a dataset's graphs."""
        for outcome, quads in outcomes:
            self.graphs[outcome.value] += 1
            self.quads_changed += quads

    def note(self, package_id: str, error: Exception) -> str:
        """Note and log why a dataset (or the catalogue, without an id) failed; return the words.

        Only our own errors are repeated: a library's can hold a password or a stored value.
        """
        kind = type(error).__name__
        message = str(error) if isinstance(error, CivicError) else f"An unforeseen fault ({kind})."
        message = message[:LONGEST_MESSAGE]
        log.warning("%s: %s", f"Dataset {package_id}" if package_id else "Catalogue", message)
        self.errors.append({"package_id": package_id, "kind": kind, "message": message})
        return message

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for an action."""
        names = ("written", "unchanged", "withdrawn", "refused")
        return {
            **{name: self.graphs[name] for name in names},
            "quads_changed": self.quads_changed,
            "failed": self.failed,
            "pending": self.pending,
            "errors": self.errors,
        }
