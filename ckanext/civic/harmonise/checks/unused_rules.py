"""Rules of the crosswalk that match nothing in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..mapping.columns import normal
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class UnusedRules(Check):
    """Find codes that no row of the file has, drops of no row, and ignored columns that it lacks.

    It is a note: a month without a payment for libraries is no fault.
    Source: 526 rules of the national platform belong to dead endpoints, 508 die with the next file
    (harmonise anchor 1.2).
    """

    id = "unused_rules"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._seen: dict[str, set[str]] = {
            name: set() for name, rule in crosswalk.fields.items() if _codes(rule)
        }
        self._has_rules = bool(self._seen or crosswalk.accounted or crosswalk.drop)

    def observe(self, batch: MappedBatch) -> None:
        """Note the codes that occur."""
        for name, seen in self._seen.items():
            seen.update(batch.columns.get(name, ()))

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the crosswalk has rules that a file may not need."""
        del facts
        return self._has_rules

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rules without a match."""
        header = set(map(normal, facts.header))
        accounted = self.crosswalk.accounted
        rules = [f"column {name}" for name in accounted if normal(name) not in header]
        reasons = dict.fromkeys(one.reason for one in self.crosswalk.drop)
        rules += [f"drop: {one}" for one in reasons if not facts.dropped.count_of(one)]
        for name, seen in self._seen.items():
            found = {code for value in seen for code in value.split("|")}
            found |= facts.codes_met.get(name, set())
            codes = _codes(self.crosswalk.fields[name])
            rules += [f"{name}: {code}" for code in codes if code not in found]
        if rules:
            yield self.found(len(rules), rules=quoted(rules))


def _codes(rule: Any) -> list[str]:
    if not isinstance(rule, dict):
        return []
    codes = rule.get("codes") or {}
    branches = [*rule.get("first_of", ()), *rule.get("all_of", ())]
    return [*codes, *(code for branch in branches for code in _codes(branch))]
