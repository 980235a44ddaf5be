"""The hash chain that makes a change to the log visible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.civic.core.canonical import content_hash

# What the first entry names as its predecessor. Source: our choice.
FIRST_PREV_HASH = "0" * 64

_SEALED_FIELDS = (
    "seq", "at", "package_id", "from_state", "to_state", "rule", "reason", "reviewer_id",
    "content_hash", "prev_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not follow from the one before it."""

    seq: int
    problem: str


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 over the canonical JSON of an entry's sealed fields.

    ``entry`` has ``seq`` (int), ``at`` (ISO 8601 UTC, microseconds), ``package_id``,
    ``from_state``, ``to_state``, ``rule``, ``reason``, ``reviewer_id``, ``content_hash`` (text or
    None) and ``prev_hash`` (hexadecimal). Raises KeyError when one is missing.
    """
    return content_hash({name: entry[name] for name in _SEALED_FIELDS})


def first_break(entries: Iterable[Mapping[str, Any]]) -> Break | None:
    """Walk ``entries`` in order and return where the chain breaks first; None when it holds.

    Each entry has the fields of ``entry_hash`` and ``entry_hash`` itself; ``seq`` counts from 1
    without gaps.
    """
    prev_hash = FIRST_PREV_HASH
    for seq, entry in enumerate(entries, start=1):
        if entry["seq"] != seq:
            return Break(seq, f"entry {seq} is missing")
        if entry["prev_hash"] != prev_hash:
            return Break(seq, f"entry {seq} does not follow entry {seq - 1}")
        if entry["entry_hash"] != entry_hash(entry):
            return Break(seq, f"entry {seq} was altered after it was written")
        prev_hash = entry["entry_hash"]
    return None
