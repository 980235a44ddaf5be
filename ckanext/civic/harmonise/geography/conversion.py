"""From the wards of one version to those of another, by code, name and shared area."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ..errors import HarmoniseError
from .areas import FOLDER, area, plain_name, versions

# shares are right to about 0.05 (sources.yaml), so this much is as good as all
_AS_GOOD_AS_ALL = 0.9


class Relation(Enum):
    """How an area of one version became one of another."""

    SAME = "same"  # same code, or same name and area
    RENAMED = "renamed"  # same area, another name
    MERGED = "merged"  # all of it became a part of the other
    SPLIT = "split"  # a part of it became a part of the other, or all of it


@dataclass(frozen=True)
class Match:
    """An area of the other version, and the share of the old area that lies in it (0 to 1)."""

    code: str
    share: float
    relation: Relation


def convert(code: str, from_version: str, to_version: str) -> list[Match]:
    """Return the areas of ``to_version`` that an area of ``from_version`` became, largest first.

    A best fit is the first. Empty when the code is not in ``from_version``.
    Raises HarmoniseError for a version that is not known.
    """
    for version in (from_version, to_version):
        if version not in versions():
            raise HarmoniseError(
                f"The version “{version}” of areas is not known.",
                advice=f"Known: {', '.join(versions())}.",
            )
    old = area(code)
    if old is None or from_version not in old.versions:
        return []
    if to_version in old.versions:
        return [Match(old.code, 1.0, Relation.SAME)]
    matches = []
    for other, share, share_of_other in _overlaps().get(old.code, ()):
        new = area(other)
        if new and to_version in new.versions:
            same_name = plain_name(new.name) == plain_name(old.name)
            relation = _relation(share, share_of_other, same_name)
            matches.append(Match(new.code, share, relation))
    return sorted(matches, key=lambda match: (-match.share, match.code))


def _relation(share: float, share_of_other: float, same_name: bool) -> Relation:
    if share < _AS_GOOD_AS_ALL:
        return Relation.SPLIT
    if share_of_other < _AS_GOOD_AS_ALL:
        return Relation.MERGED
    return Relation.SAME if same_name else Relation.RENAMED


@cache
def _overlaps() -> dict[str, list[tuple[str, float, float]]]:
    """Return for a code the other codes, with the share of this and of the other; both ways."""
    overlaps: dict[str, list[tuple[str, float, float]]] = {}
    with (FOLDER / "ward_overlaps.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of_old, of_new = float(row["share_of_old"]), float(row["share_of_new"])
            overlaps.setdefault(row["old"], []).append((row["new"], of_old, of_new))
            overlaps.setdefault(row["new"], []).append((row["old"], of_new, of_old))
    return overlaps
