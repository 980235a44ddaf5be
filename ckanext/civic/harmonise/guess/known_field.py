"""One field of a model with what it is called, and which of its names are its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..models import Field
from .headings import Heading, squash, written

# with how much right a name belongs to a field; a second crosswalk adds one to learned
FIELD_NAME = "the field's own name"
_RANKS = {"learned": 1, "general": 2, "own": 9}


@dataclass(frozen=True)
class KnownName:
    """A heading for a field; ``source`` says in words where it is known from.

    ``origin`` is ``own`` (the model says so), ``general`` (what councils call such a thing in any
    file) or ``learned`` (from a crosswalk).
    """

    heading: Heading
    strength: float
    source: str
    origin: str = "own"


@dataclass
class KnownField:
    """A field with its names, its concept and the values that are known to mean its codes.

    ``unlike`` are headings that mean another thing. ``codes`` is squashed text → (code, how it is
    known, the text as it stands there); ``exact`` the same by the text as ``written`` gives it.
    """

    field: Field
    names: list[KnownName] = dataclasses.field(default_factory=list)
    kind: str = ""
    concept: str = ""
    unlike: frozenset[frozenset[str]] = frozenset()
    codes: dict[str, tuple[str, str, str]] = dataclasses.field(default_factory=dict)
    is_open: bool = False
    exact: dict[str, tuple[str, str]] = dataclasses.field(default_factory=dict)

    def add_code(self, text: str, code: str, source: str) -> None:
        """Add a word for a code; what is known already keeps its code."""
        self.codes.setdefault(squash(text), (code, source, text))
        self.exact.setdefault(written(text), (code, source))


def own_names_first(fields: Mapping[str, KnownField]) -> None:
    """Drop names that another field of the model has with more right.

    What the model itself says comes first, then what councils say in general, then what one
    crosswalk does; two crosswalks outweigh what is general. A month keeps the names of its day:
    their values tell them apart.
    """
    best: dict[frozenset[str], dict[str, int]] = {}
    for one in fields.values():
        for name in one.names:
            ranks = best.setdefault(name.heading.word_set, {})
            before = ranks.get(one.field.name, 0)
            is_again = name.origin == "learned" and before and before < _RANKS["own"]
            ranks[one.field.name] = before + 1 if is_again else max(before, _RANKS[name.origin])
    for one in fields.values():
        if one.field.datatype == "year_month":
            continue
        one.names = [
            name
            for name in one.names
            if best[name.heading.word_set][one.field.name]
            >= max(best[name.heading.word_set].values())
            or name.origin == "own"
        ]


def months_like_days(fields: Mapping[str, KnownField]) -> None:
    """A month may be called what its day is called: “Clearing Date” over “Sep 2014”."""
    for name, field in fields.items():
        day = fields.get(name.removesuffix("_month") + "_date")
        if field.field.datatype == "year_month" and day and name.endswith("_month"):
            field.names += [replace(one, origin="general") for one in day.names]
