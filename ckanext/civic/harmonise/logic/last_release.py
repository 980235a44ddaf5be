"""What was published last of a file, for what becomes of its things."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..crosswalks import Crosswalk
from ..last_release import LastRelease
from ..lifecycle import Choices, compare, parse_choices
from ..lifecycle.outcome import MOST_GONE
from ..model import GoneChoice, Run
from . import fields, outputs, stored_file

_SHOWN_GONE = 50


def last_release(
    dataset: Mapping[str, Any], resource_id: str, crosswalk: Crosswalk, folder: Path
) -> LastRelease | None:
    """Return the published result of a file, copied into ``folder``; None for a first release.

    A result of another model is no earlier release: it was about other things. Nor is one whose
    publisher said that the new addresses are meant to replace the old ones, once or for every file
    of the resource.
    """
    source = next((one for one in dataset["resources"] if one["id"] == resource_id), {})
    if fields.is_new_period(source):
        return None
    published = Run.last_published(resource_id)
    choice = GoneChoice.of(resource_id)
    if published is None or published.model != crosswalk.model.id:
        return None
    if choice is not None and choice.is_fresh_start:
        return None
    by_kind = {
        one[fields.OUTPUT]: one for one in outputs.of_source(dataset["resources"], resource_id)
    }
    if "canonical-csv" not in by_kind:
        return None
    table, ended = folder / "last.csv", folder / "last-ended.csv"
    stored_file.copy_to(by_kind["canonical-csv"], table)
    has_ended = f"{outputs.COMPANION}ended" in by_kind
    if has_ended:
        stored_file.copy_to(by_kind[f"{outputs.COMPANION}ended"], ended)
    choices = parse_choices(choice.content) if choice and choice.content else Choices()
    return LastRelease(table, ended if has_ended else None, choices)


def what_changed(last: LastRelease | None, table: Path) -> dict[str, Any] | None:
    """Return what became of the things of the last release, as JSON values for the report."""
    if last is None:
        return None
    found = compare(last.table, table)
    return {
        "before": found.before,
        "now": found.now,
        "new": found.new,
        "changed": found.changed,
        "same": found.same,
        "gone": found.gone_count,
        "too_many": found.share_gone > MOST_GONE,
        "gone_things": [
            {"id": one.local_id, "label": one.label} for one in found.gone[:_SHOWN_GONE]
        ],
        "renames": [
            {"old": one.before.rsplit("/", 1)[-1], "new": one.now.rsplit("/", 1)[-1]}
            for one in found.renames[:_SHOWN_GONE]
        ],
    }
