"""The whole plan of one pull."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..records.peer_record import PeerRecord
from .decision import Decision, Outcome
from .local_dataset import Holding, LocalDataset
from .rules import Pull, decide


@dataclass(frozen=True, slots=True)
class Plan:
    """A decision for every dataset that the peer shows or that we hold of it, by id."""

    decisions: tuple[Decision, ...]
    copies: int

    def with_outcome(self, outcome: Outcome) -> list[Decision]:
        """Return the decisions with one outcome, in the order of their ids."""
        return [decision for decision in self.decisions if decision.outcome is outcome]

    def count(self, outcome: Outcome) -> int:
        """Return how many decisions have one outcome."""
        return sum(decision.outcome is outcome for decision in self.decisions)


def build_plan(
    records: Mapping[str, PeerRecord], local: Mapping[str, LocalDataset], pull: Pull
) -> Plan:
    """Return the plan that brings ``local`` in step with ``records``, a complete catalogue.

    Both map ids; ``local`` has every dataset of this portal. A copy that the peer no longer shows
    was deleted, withdrawn or made private there, and goes. What is quarantined stays as it is.
    """
    decisions = [decide(record, local.get(id_), pull) for id_, record in records.items()]
    held = [copy for copy in local.values() if copy.peer == pull.peer and copy.is_ours_to_remove]
    decisions += [Decision(copy.id, Outcome.DELETE) for copy in held if copy.id not in records]
    return Plan(
        tuple(sorted(decisions, key=lambda decision: decision.id)),
        copies=sum(copy.holding is not Holding.REMOVED for copy in held),
    )
