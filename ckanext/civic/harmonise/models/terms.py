"""The terms of the vocabularies that models reuse: what exists there, and what only looks so.

A model that names an undefined term publishes data that nobody can look up. So each vocabulary
has a list of the names it defines, in ``vocabularies/{prefix}.csv`` (columns ``kind``, ``name``;
units also ``symbol`` and ``words``), with its source in ``vocabularies/vocabularies.yaml``.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import ModelError
from ..yaml_files import read_yaml

_FOLDER = Path(__file__).parent / "vocabularies"


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary that models may reuse; ``read_on`` is the day of the list of its terms."""

    prefix: str
    namespace: str
    title: str
    source: str
    read_on: str


@dataclass(frozen=True)
class Unit:
    """A unit of QUDT: ``name`` as in ``unit:KiloM``, its symbol, and words for people."""

    name: str
    symbol: str
    words: str


def _vocabularies() -> dict[str, Vocabulary]:
    listed = read_yaml(_FOLDER / "vocabularies.yaml", ModelError)
    return {
        prefix: Vocabulary(prefix, one["namespace"], one["title"], one["source"], one["read"])
        for prefix, one in listed.items()
    }


VOCABULARIES: Mapping[str, Vocabulary] = _vocabularies()


def undefined(compact: str, kind: str) -> str | None:
    """Return why ``prefix:name`` is no term of that ``kind`` (class, property …), or None."""
    prefix, _, name = compact.partition(":")
    if prefix not in VOCABULARIES:
        return f"“{prefix}” is no known prefix: {', '.join(VOCABULARIES)}."
    kinds = _terms(prefix).get(name)
    if kinds is not None and kind in kinds:
        return None
    title = VOCABULARIES[prefix].title
    if kinds is not None:
        return f"“{compact}” is no {kind} but a {' and a '.join(sorted(kinds))} of {title}."
    known = [one for one, kinds in _terms(prefix).items() if kind in kinds]
    near = difflib.get_close_matches(name, known, n=1)
    meant = f" Did you mean “{prefix}:{near[0]}”?" if near else ""
    return f"{title} defines no {kind} “{name}”.{meant}"


def unit(compact: str) -> Unit:
    """Return a unit by its compact name; raises KeyError when there is none."""
    return _units()[compact.partition(":")[2]]


@lru_cache
def _terms(prefix: str) -> dict[str, set[str]]:
    """Return the kinds of each term of a vocabulary by its name."""
    found: dict[str, set[str]] = {}
    for row in _rows(prefix):
        found.setdefault(row["name"], set()).add(row["kind"])
    return found


@lru_cache
def _units() -> dict[str, Unit]:
    return {row["name"]: Unit(row["name"], row["symbol"], row["words"]) for row in _rows("unit")}


def _rows(prefix: str) -> list[dict[str, str]]:
    with (_FOLDER / f"{prefix}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
