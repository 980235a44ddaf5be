"""Compare the canonical table of the last release with the present one, thing by thing.

Both tables are dealt into parts by a hash of the address, and the parts compared one after the
other: what is held in memory is one part, whatever the size of the tables.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .parts import PART_BYTES, Part, deal, table_columns
from .renames import Candidate, Rename, suggest

__all__ = ["Comparison", "Gone", "Rename", "compare"]

_IDENTITY = ("uri", "label")
_SAMPLE = 20


@dataclass(frozen=True)
class Gone:
    """A thing of the last release that the present one lacks."""

    uri: str
    label: str

    @property
    def local_id(self) -> str:
        """Return the last segment of the address."""
        return self.uri.rsplit("/", 1)[-1]


@dataclass
class Comparison:
    """What happened between two releases.

    ``before`` and ``now`` count things. ``changed_fields`` counts changed things by field.
    ``gone`` lists the things that are gone, at most ``listed`` of them, sorted by address;
    ``gone_count`` counts all. ``columns_gone`` and ``columns_new`` are fields that only one of the
    releases has: they are not compared. ``renames`` are suggestions and change nothing.
    """

    before: int = 0
    now: int = 0
    same: int = 0
    new: int = 0
    changed: int = 0
    gone_count: int = 0
    changed_fields: Counter[str] = field(default_factory=Counter)
    changed_sample: list[str] = field(default_factory=list)
    new_sample: list[str] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    columns_gone: tuple[str, ...] = ()
    columns_new: tuple[str, ...] = ()
    renames: list[Rename] = field(default_factory=list)

    @property
    def share_gone(self) -> float:
        """Return the share of the last release's things that are gone, from 0 to 1."""
        return self.gone_count / self.before if self.before else 0.0


def compare(previous: Path, present: Path, *, listed: int = 200_000) -> Comparison:
    """Return what is new, changed and gone between two canonical tables (columns: uri, …).

    At most ``listed`` gone things are named. Raises UnusableTable when a table has no ``uri``.
    """
    before, now = table_columns(previous), table_columns(present)
    shared = [name for name in before if name in now and name not in _IDENTITY]
    found = Comparison(
        columns_gone=tuple(name for name in before if name not in now),
        columns_new=tuple(name for name in now if name not in before),
    )
    size = previous.stat().st_size + present.stat().st_size
    count = 1 + size // PART_BYTES
    gone: list[Candidate] = []
    with tempfile.TemporaryDirectory(prefix="civic-life-") as name:
        folder = Path(name)
        old = deal(previous, folder, "before", count, [*_labelled(before), *shared])
        new = deal(present, folder, "now", count, [*_labelled(now), *shared])
        arrived = folder / "arrived.csv"
        with arrived.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for left, right in zip(old, new, strict=True):
                _compare_part(left, right, shared, found, gone, writer, listed)
        gone.sort(key=lambda one: one.uri)
        found.gone = [Gone(one.uri, one.label) for one in gone]
        found.renames = suggest(gone, _candidates(arrived))
    return found


def _labelled(columns: Sequence[str]) -> list[str]:
    return ["uri", "label"] if "label" in columns else ["uri", "uri"]


def _compare_part(
    left: Part,
    right: Part,
    fields: list[str],
    found: Comparison,
    gone: list[Candidate],
    arrived,
    listed: int,
) -> None:
    rows = {cells[0]: cells for cells in left.rows()}
    found.before += len(rows)
    for cells in right.rows():
        found.now += 1
        earlier = rows.pop(cells[0], None)
        if earlier is None:
            found.new += 1
            _sample(found.new_sample, cells[0])
            arrived.writerow(cells)
        elif earlier[2:] == cells[2:]:
            found.same += 1
        else:
            found.changed += 1
            _sample(found.changed_sample, cells[0])
            pairs = zip(fields, earlier[2:], cells[2:], strict=True)
            found.changed_fields.update(name for name, a, b in pairs if a != b)
    found.gone_count += len(rows)
    for cells in rows.values():
        if len(gone) < listed:
            gone.append(Candidate.of(cells))


def _sample(samples: list[str], uri: str) -> None:
    if len(samples) < _SAMPLE:
        samples.append(uri)


def _candidates(path: Path) -> Iterator[Candidate]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from map(Candidate.of, csv.reader(file))
