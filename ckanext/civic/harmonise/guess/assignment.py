"""Give each column at most one field and each field at most one column, only where it is sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .data_files import number
from .evidence import Evidence

_TIE_COST = 0.1


def assign(options: Mapping[int, Sequence[Evidence]]) -> dict[int, Evidence]:
    """Return the field of each column that has one.

    Goes from the surest pair down. A pair stands when it reaches the threshold and is better by
    the margin than what else the column could be. Two columns that fit one field alike: the first
    gets it at a cost, which leaves it unmapped where it was not sure to begin with; the other
    column may be another field only by that field's very name.
    """
    threshold = number("threshold")
    pairs = sorted(
        ((one, column) for column, found in options.items() for one in found),
        key=lambda pair: (-pair[0].confidence, not pair[0].is_exact, -pair[0].heading, pair[1]),
    )
    given: dict[int, Evidence] = {}
    taken: set[str] = set()
    for evidence, column in pairs:
        if column in given or evidence.field in taken or evidence.confidence < threshold:
            continue
        if _is_unsure(evidence, options[column], taken):
            continue
        if _has_rival(evidence, column, options, given):
            evidence = replace(evidence, confidence=evidence.confidence - _TIE_COST)
            if evidence.confidence < threshold:
                continue
        given[column] = evidence
        taken.add(evidence.field)
    return given


def _is_unsure(evidence: Evidence, options: Sequence[Evidence], taken: set[str]) -> bool:
    """Say whether the column may as well be another field."""
    margin = number("margin")
    for other in options:
        if other.field == evidence.field:
            continue
        if other.field in taken:
            if other.confidence > evidence.confidence and not evidence.is_exact:
                return True
            continue
        if evidence.confidence - other.confidence >= margin:
            return False
        return other.is_exact or not evidence.is_exact
    return False


def _has_rival(
    evidence: Evidence,
    column: int,
    options: Mapping[int, Sequence[Evidence]],
    given: Mapping[int, Evidence],
) -> bool:
    """Say whether another column without a field fits this one as well."""
    least = evidence.confidence - number("margin") / 2
    return any(
        one.field == evidence.field and one.confidence > least
        for other, found in options.items()
        if other != column and other not in given
        for one in found
    )
