"""Three-valued logic: true, false, and not known (None).

Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64 (strong tables).
"""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def negation(value: Truth) -> Truth:
    """Return the opposite; what is not known stays so."""
    return None if value is None else not value


def all_of(values: Iterable[Truth]) -> Truth:
    """Return False when one is false, else None when one is not known, else True."""
    known = True
    for value in values:
        if value is False:
            return False
        known = known and value is not None
    return True if known else None


def any_of(values: Iterable[Truth]) -> Truth:
    """Return True when one is true, else None when one is not known, else False."""
    return negation(all_of(negation(value) for value in values))
