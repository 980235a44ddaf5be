"""Apply the publisher's choices to what is gone: what is kept as ended, what stops a release."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ckanext.civic.core import clock
from ckanext.civic.core.nquads import path_segment
from ckanext.civic.core.slug import slug

from .changes import Comparison, Gone
from .choices import Choice, Choices
from .ended import PROV_ENTITY, EndedThing, day_fields

MOST_GONE = 0.1  # source: harmonise anchor 6.3.10, more than 10 % gone blocks until confirmed


@dataclass
class Outcome:
    """What follows from a comparison and the choices.

    ``ended`` are the rows of the companion table, those of earlier releases included.
    ``undecided`` are gone without a choice, ``left_out`` by accident, ``wrong_targets`` are local
    ids of renamed things whose new things the present table lacks, ``unused`` choices for things
    that are not gone, ``returned`` addresses that were ended and are back. ``is_confirmed`` tells
    that somebody has looked at how many things are gone.
    """

    comparison: Comparison
    ended: list[EndedThing] = field(default_factory=list)
    undecided: list[Gone] = field(default_factory=list)
    left_out: list[Gone] = field(default_factory=list)
    wrong_targets: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    most_gone: float = MOST_GONE
    is_confirmed: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return counts, and suggested renames as ``{before, now}`` addresses, as JSON values."""
        found = self.comparison
        return {
            "before": found.before,
            "now": found.now,
            "same": found.same,
            "new": found.new,
            "changed": found.changed,
            "changed_fields": dict(found.changed_fields),
            "gone": found.gone_count,
            "ended": len({one.uri for one in self.ended}),
            "returned": len(self.returned),
            "unused_choices": self.unused,
            "renames": [{"before": one.before, "now": one.now} for one in found.renames],
        }

    @property
    def is_too_many(self) -> bool:
        """Tell whether so many things are gone that somebody must confirm it first.

        Nothing can be confirmed of a release that has no thing at all.
        """
        found = self.comparison
        is_many = found.share_gone > self.most_gone and not self.is_confirmed
        return bool(found.before) and (not found.now or is_many)

    @property
    def blocks(self) -> bool:
        """Tell whether the release must stop."""
        unlisted = self.comparison.gone_count > len(self.comparison.gone)
        undecided = self.undecided or unlisted
        return bool(self.is_too_many or undecided or self.left_out or self.wrong_targets)


def decide(
    comparison: Comparison,
    choices: Choices,
    present: Path,
    *,
    at: datetime,
    earlier: list[EndedThing] | None = None,
    most_gone: float = MOST_GONE,
) -> Outcome:
    """Return the outcome for a release at the time ``at``.

    ``present`` is the present canonical table; ``earlier`` the companion table of the last release.
    """
    outcome = Outcome(comparison, most_gone=most_gone, is_confirmed=choices.is_confirmed)
    wanted = {one.uri for one in earlier or ()}
    for gone in comparison.gone:
        choice = choices.of(gone.local_id)
        if choice and choice.kind == "renamed":
            wanted.update(one for forms in _targets(gone, choice) for one in forms)
    there = set(_present(present, wanted))
    for gone in comparison.gone:
        _apply(gone, choices.of(gone.local_id), there, at, outcome)
    gone_ids = {id for gone in comparison.gone for id in (gone.local_id, unquote(gone.local_id))}
    outcome.unused = sorted(set(choices.by_local_id) - gone_ids)
    known = {one.uri for one in outcome.ended}
    for one in earlier or ():
        if one.uri in there:
            outcome.returned.append(one.uri)
        elif one.uri not in known:
            outcome.ended.append(one)
    outcome.returned = sorted(set(outcome.returned))
    return outcome


def _apply(
    gone: Gone, choice: Choice | None, there: set[str], at: datetime, outcome: Outcome
) -> None:
    if choice is None:
        outcome.undecided.append(gone)
    elif choice.kind == "left_out":
        outcome.left_out.append(gone)
    elif not all(map(there.intersection, _targets(gone, choice))):
        outcome.wrong_targets.append(gone.local_id)
    else:
        targets = [next(filter(there.__contains__, one)) for one in _targets(gone, choice)]
        outcome.ended.extend(_rows(gone, choice, targets, clock.isoformat(at)))


def _rows(
    gone: Gone, choice: Choice, targets: list[str], withdrawn_at: str
) -> Iterator[EndedThing]:
    first, *others = targets or [""]
    yield EndedThing(
        uri=gone.uri,
        label="" if choice.kind == "mistake" else gone.label,
        change=choice.kind,
        withdrawn_at=withdrawn_at,
        reason=choice.reason,
        replaced_by=first,
        type=PROV_ENTITY,
        **day_fields(choice.day),
    )
    for target in others:
        yield EndedThing(gone.uri, change=choice.kind, replaced_by=target, type="")


def _targets(gone: Gone, choice: Choice) -> list[list[str]]:
    """Return the addresses that each new key may have: keys are given as they are, or encoded."""
    base = gone.uri[: -len(gone.local_id)] if gone.local_id else gone.uri
    return [
        [base + one for one in dict.fromkeys((id, path_segment(id), slug(id))) if one]
        for id in choice.replaced_by
    ]


def _present(path: Path, wanted: set[str]) -> Iterator[str]:
    """Yield the wanted addresses that the table has."""
    if not wanted:
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        index = next(reader).index("uri")
        yield from (cells[index] for cells in reader if cells[index] in wanted)
