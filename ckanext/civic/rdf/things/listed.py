"""Things in a list: what tells one from another beside its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

import pyoxigraph

from .naming import Names, last_part, shortened
from .values import CURRENCY, Value, is_amount, symbol_of, value

PUBLISHER = "http://purl.org/dc/terms/publisher"
_PERIODS = "http://reference.data.gov.uk/id/"
_WHOLE = frozenset({"total", "all ages", "all", "count"})  # a breakdown that breaks nothing down


@dataclass(frozen=True)
class Note:
    """What is said of a thing beside its name; ``label`` is empty where the value says enough."""

    label: str
    value: Value


@dataclass(frozen=True)
class Listed:
    """A thing in a list, with its address."""

    address: str
    name: str
    notes: tuple[Note, ...] = ()


def asked_of(told_by: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the properties to ask of things; ``told_by`` has those of each class."""
    return {PUBLISHER, CURRENCY, *(name for names in told_by.values() for name in names)}


def listed(
    addresses: Sequence[str],
    names: Names,
    told_by: Mapping[str, Sequence[str]],
    *,
    with_publisher: bool = False,
) -> list[Listed]:
    """Return things with what tells them apart; two of one name get the end of their address."""
    found = [_listed(each, names, told_by, with_publisher) for each in addresses]
    count = Counter(one.name for one in found)
    return [
        replace(one, name=f"{one.name} ({shortened(unquote(last_part(one.address)))})")
        if count[one.name] > 1
        else one
        for one in found
    ]


def _listed(
    address: str, names: Names, told_by: Mapping[str, Sequence[str]], with_publisher: bool
) -> Listed:
    told = names.told(address)
    asked = next((told_by[type_] for type_ in names.types_of(address) if type_ in told_by), ())
    currency = symbol_of(told)
    notes: list[Note] = []
    dimensions: list[str] = []
    for property_ in asked:
        term = told.get(property_)
        if term is None:
            continue
        name = names.property(property_)
        unit = name.unit or (currency if is_amount(property_) else "")
        made = value(term, names, unit)
        if isinstance(term, pyoxigraph.NamedNode):
            dimensions.append(_dimension(name.label, term, names))
        else:
            is_plain = made.kind == "number" and made.text[:1].isdigit() and not unit
            notes.append(Note(name.label if is_plain else "", made))
    if with_publisher and (publisher := told.get(PUBLISHER)) and names.of(publisher.value):
        notes.append(Note("", Value("text", names.thing(publisher.value), "")))
    shown = [one for one in dimensions if one.lower() not in _WHOLE]
    return Listed(address, ", ".join(shown) or names.thing(address), tuple(notes))


def _dimension(label: str, term: pyoxigraph.NamedNode, names: Names) -> str:
    """Return what a dimension says; a bare number with its word, such as "age 87"."""
    text = names.thing(term.value)
    is_bare = text.isascii() and text.isdigit() and not term.value.startswith(_PERIODS)
    return f"{label.lower()} {text}" if is_bare else text
