"""The rules by which a level is found. They differ in what a blank answer means."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import UnknownRuleset
from .truth import Truth

DEFAULT = "gb-2016-strict"


@dataclass(frozen=True, slots=True)
class Ruleset:
    """``blank_is``: what "this answer is chosen" is worth while the question has no answer."""

    id: str
    blank_is: Truth
    summary: str


RULESETS = {
    ruleset.id: ruleset
    for ruleset in (
        Ruleset(
            "gb-2016-strict",
            None,
            "The rule of 2016, but a blank answer shows nothing, so it never passes.",
        ),
        Ruleset(
            "gb-2016",
            False,
            "The rule of 2016 as it was: a blank answer counts as not chosen, so 27 of the 116 "
            "requirements pass in silence.",
        ),
    )
}


def get_ruleset(ruleset_id: str) -> Ruleset:
    """Return a ruleset; raises UnknownRuleset."""
    try:
        return RULESETS[ruleset_id]
    except KeyError:
        raise UnknownRuleset(
            f"There is no ruleset “{ruleset_id}”.", advice=f"Choose one of {', '.join(RULESETS)}."
        ) from None
