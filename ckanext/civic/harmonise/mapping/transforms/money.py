"""``money``: a number with at most two digits behind the point."""

from __future__ import annotations

from typing import Any

from ..problems import ValueProblem
from .number import number
from .registry import Step, transform


@transform("money")
def money(given: Any) -> Step:
    """Return a step like ``number`` that gives pounds and pence: ``5`` becomes ``5.00``.

    More than two digits behind the point are a problem: rounding would change a total.
    """
    read = number(given)

    def step(text: str) -> str:
        whole, _, fraction = (read(text) or "").partition(".")
        if len(fraction.rstrip("0")) > 2:
            raise ValueProblem("an amount in whole pence")
        return f"{whole}.{fraction[:2]:0<2}"

    return step
