"""Let every check look at a run, and judge at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ckanext.civic.core.errors import Place

from ..crosswalks import Crosswalk
from ..errors import ModelError
from ..mapping.batch import MappedBatch
from ..models import Model
from ..report import Finding, NotApplicable, in_order
from .base import Check, all_checks
from .facts import Facts, KeptOut
from .tally import Listing


@dataclass(frozen=True)
class Verdict:
    """What all checks found, in the order of reading, and the others: passed or not applicable."""

    findings: list[Finding]
    passed: list[str]
    not_applicable: list[NotApplicable]


class Judge:
    """All checks of one run.

    Only the checks that want batches or rows that were kept out are given them.
    """

    def __init__(self, crosswalk: Crosswalk, header: Sequence[str] = ()) -> None:
        self.checks = {id: one(crosswalk) for id, one in all_checks().items()}
        every = self.checks.values()
        _refuse_unknown(crosswalk.model)
        self._observers = [one for one in every if type(one).observe is not Check.observe]
        self._of_kept_out = [
            one for one in every if type(one).observe_kept_out is not Check.observe_kept_out
        ]
        for one in every:
            one.place(header)
        self._indexes = {heading: [index] for index, heading in enumerate(header)}

    def list_rows_in(self, listing: Listing) -> None:
        """Send every row that a check counts to a list."""
        for one in self.checks.values():
            one.tally.listing = listing

    def observe(self, batch: MappedBatch) -> None:
        """Show a batch of records to the checks."""
        if len(batch):
            for one in self._observers:
                one.observe(batch)

    def observe_kept_out(self, row: KeptOut) -> None:
        """Show a row that was kept out to the checks."""
        for one in self._of_kept_out:
            one.observe_kept_out(row)

    def value_of(self, column: str, cells: Sequence[str]) -> str:
        """Return what a row has in a column, or in columns that are named ``A, B``."""
        indexes = self._indexes.get(column)
        if indexes is None:
            names = column.split(", ")
            indexes = [i for name in names for i in self._indexes.get(name, ())]
            self._indexes[column] = indexes
        return " | ".join(cells[index] for index in indexes if index < len(cells))

    def finish(self, facts: Facts) -> Verdict:
        """Return what every check found; one without anything to look at has not passed."""
        findings: list[Finding] = []
        passed: list[str] = []
        not_applicable: list[NotApplicable] = []
        for id, one in self.checks.items():
            found = list(one.finish(facts))
            findings.extend(found)
            if found:
                continue
            if one.is_applicable(facts):
                passed.append(id)
            else:
                not_applicable.append(NotApplicable(id, one.entry.not_applicable))
        return Verdict(in_order(findings), passed, not_applicable)


def _refuse_unknown(model: Model) -> None:
    unknown = sorted(set(model.checks) - set(all_checks()))
    if unknown:
        raise ModelError(
            f"At checks: there is no check “{unknown[0]}”.",
            place=Place(file=f"{model.id}.yaml"),
            advice=f"The checks are: {', '.join(all_checks())}.",
        )
