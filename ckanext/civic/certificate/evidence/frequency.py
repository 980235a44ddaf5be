"""How often the data change (releaseType, frequentChanges, frequentSeriesPublication)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .base import DatasetFacts, Evidence
from .tables import load_table

# ckanext-dcat's field first, then names that portals have used for it.
FIELDS = ("frequency", "update_frequency", "accrual_periodicity", "frequency-of-update")
_IGNORED = re.compile(r"[\s_-]+")


def detect(facts: DatasetFacts) -> Iterator[Evidence]:
    """Answer from the update frequency; without one, a single file is taken as a one-off."""
    name = facts.first(*FIELDS)
    if name is None:
        if len(facts.resources) == 1:
            sentence = "There is one file and no update frequency, so it is taken as a one-off."
            yield facts.inferred("releaseType", "oneoff", sentence, "resources")
        return
    stated = str(facts.value(name))
    known = _look_up(stated)
    if known is None:
        return
    shape = "one-off release" if known["shape"] == "oneoff" else "continuing series"
    sentence = f"The update frequency is “{stated}”, so it is taken as a {shape}."
    yield facts.inferred("releaseType", known["shape"], sentence, name)
    if known["shape"] == "series":
        daily = known["changes_daily"]
        sentence = f"The update frequency is “{stated}”."
        yield facts.inferred("frequentChanges", "true" if daily else "false", sentence, name)
        if daily:
            yield facts.inferred("frequentSeriesPublication", known["release"], sentence, name)


def _look_up(stated: str) -> dict[str, Any] | None:
    last = stated.rstrip("/").rsplit("/", 1)[-1] if "://" in stated else stated
    word = _IGNORED.sub("", last.lower())
    for known in load_table("frequencies").values():
        if word in (_IGNORED.sub("", other) for other in known["words"]):
            return known
    return None
