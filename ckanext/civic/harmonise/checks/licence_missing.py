"""A dataset without a licence."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check

_NOT_CHOSEN = frozenset({"", "notspecified"})


@check
class LicenceMissing(Check):
    """Find datasets for which the portal knows no licence; only a portal can tell.

    Source: of all datasets of the programme only street lights had a licence, and Stockport's
    lacked it (gmdsp anchor 1.4).
    """

    id = "licence_missing"

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether a portal knows the dataset."""
        return facts.dataset is not None

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find a missing licence."""
        if facts.dataset is not None and facts.dataset.licence.strip() in _NOT_CHOSEN:
            yield self.found(1)
