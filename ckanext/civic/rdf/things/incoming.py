"""What points to a thing, grouped by the property by which it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .answers import Term
from .naming import Name, Names
from .questions import MOST_COUNTED
from .values import Value, value

MOST_GROUPS = 20
SAMPLE = 5
# By these a description points to its own nodes, or everything to its class: no news to anybody
_SILENT = frozenset(
    {
        "http://www.w3.org/2004/02/skos/core#hasTopConcept",
        "http://xmlns.com/foaf/0.1/primaryTopic",
    }
)


@dataclass(frozen=True)
class Incoming:
    """Things that point here by one property.

    ``kinds`` is what they are, when the first few agree. ``is_more`` says that ``count`` is only
    how far was counted.
    """

    property: Name
    address: str
    kinds: str
    count: int
    is_more: bool
    first: list[Value]


def counted(rows: Iterable[Mapping[str, Term]]) -> dict[str, int]:
    """Return how many point here by each property, most first, from `questions.counts_of_links`."""
    found = {row["p"].value: int(row["n"].value) for row in rows if "p" in row}
    shown = {name: count for name, count in found.items() if name not in _SILENT}
    ordered = sorted(shown, key=lambda name: (-shown[name], name))[:MOST_GROUPS]
    return {name: shown[name] for name in ordered}


def incoming(
    counts: Mapping[str, int],
    first: Mapping[str, list[Term]],
    ways: Mapping[str, Name],
    names: Names,
) -> list[Incoming]:
    """Return the groups; by property ``first`` has a few of the things, ``ways`` its name."""
    is_cut = sum(counts.values()) > MOST_COUNTED
    return [
        Incoming(
            ways.get(name) or names.property(name),
            name,
            _kinds(first.get(name, []), names, count),
            count,
            is_cut,
            [_named(term, names) for term in first.get(name, [])],
        )
        for name, count in counts.items()
    ]


def _named(term: Term, names: Names) -> Value:
    made = value(term, names)
    return Value("address", names.thing(term.value), made.machine, made.href)


def _kinds(things: list[Term], names: Names, count: int) -> str:
    """Return the kind that all of the things have, such as "payments"; empty without one."""
    labels = [_labels(thing.value, names, count) for thing in things]
    shared = set.intersection(*labels) if labels else set()
    return min(shared) if shared else ""


def _labels(thing: str, names: Names, count: int) -> set[str]:
    known = filter(None, map(names.of, names.types_of(thing)))
    words = (name.label if count == 1 else name.plural or name.label for name in known)
    return {word[:1].lower() + word[1:] for word in words}
