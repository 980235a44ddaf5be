"""The mass-delete brake: an empty answer is more often a fault than a wish."""

from __future__ import annotations

from ..errors import TooManyDeletes
from .build import Plan
from .decision import Outcome


def check_brake(plan: Plan, *, share_percent: int, count: int) -> None:
    """Raise TooManyDeletes when ``plan`` removes too much to do so unasked.

    That is more than ``share_percent`` of the copies and more than ``count`` of them.
    """
    deletes = plan.count(Outcome.DELETE)
    if deletes > count and deletes * 100 > plan.copies * share_percent:
        raise TooManyDeletes(
            f"The peer no longer shows {deletes} of the {plan.copies} datasets that are here.",
            advice="Nothing was changed. Ask the peer whether that is meant; if it is, pull with"
            " force.",
        )
