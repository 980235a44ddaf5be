"""The one place that says whether a dataset may be public."""

from __future__ import annotations

from dataclasses import dataclass

from .rules import ADVICE, HELD, RELEASED, Rule


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a dataset: its decision row and CKAN's own two flags.

    ``approved_hash`` is the content hash that the reviewer saw, ``current_hash`` that of the
    content now, both SHA-256 in hexadecimal (``ckanext.civic.core.dataset_content``).
    """

    state: str
    rule: str
    reason: str
    approved_hash: str | None
    current_hash: str | None
    dataset_state: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the public may see a dataset, in words, and the id of the rule that says so."""

    allowed: bool
    reason: str
    rule: str


def decide(facts: Facts | None) -> Decision:
    """Decide whether the public may see a dataset; whatever is not clearly released is held.

    ``facts`` is None when nobody has decided anything yet. Never raises.
    Source: design, "closed unless proved open".
    """
    if facts is None:
        return _held(Rule.NO_DECISION)
    if facts.state not in (HELD, RELEASED):
        return _held(Rule.UNKNOWN_STATE)
    if facts.state == HELD:
        return Decision(False, facts.reason, facts.rule)
    if not facts.approved_hash or facts.approved_hash != facts.current_hash:
        return _held(Rule.CHANGED)
    if facts.dataset_state != "active":
        return _held(Rule.NOT_ACTIVE)
    if facts.is_private:
        return _held(Rule.MADE_PRIVATE)
    return Decision(True, facts.reason, facts.rule)


def _held(rule: Rule) -> Decision:
    return Decision(False, ADVICE[rule], rule.value)
