"""A thing as its page shows it: its name, its kinds, and its properties in an order for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph

from .answers import Statement, Term
from .naming import RDF_TYPE, Name, Names
from .position import AS_WKT, FIGURES, HAS_GEOMETRY, Position, position
from .questions import LABELS
from .values import Value, is_amount, symbol_of, value

SHOWN_VALUES = 50  # of one property; the data have all
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PROV = "http://www.w3.org/ns/prov#"
_DCT = "http://purl.org/dc/terms/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
INVALIDATED = _PROV + "invalidatedAtTime"
_ENDED = {
    INVALIDATED: "left_out",
    "http://schema.org/endDate": "ended",
    _DCT + "isReplacedBy": "replaced_by",
    _RDFS + "comment": "reason",
}
_ELSEWHERE = frozenset(
    {
        "http://www.w3.org/2002/07/owl#sameAs",
        _SKOS + "exactMatch",
        _SKOS + "closeMatch",
        _RDFS + "seeAlso",
    }
)
_RECORD = frozenset(
    {
        _DCT + "publisher",
        _DCT + "source",
        _DCT + "license",
        _RDFS + "isDefinedBy",
        _PROV + "wasDerivedFrom",
        "http://purl.org/linked-data/cube#dataSet",
    }
)
_LAST = 10_000


@dataclass(frozen=True)
class Property:
    """One property of a thing; ``more`` counts the values that are not among ``values``."""

    name: Name
    address: str
    values: list[Value]
    more: int = 0


@dataclass(frozen=True)
class Group:
    """Properties that belong together: ``kind`` is facts, part, elsewhere or record."""

    kind: str
    label: str
    properties: list[Property]


@dataclass(frozen=True)
class Thing:
    """What a page says of a thing. ``ended`` is empty of one that is still there."""

    address: str
    label: str
    kinds: list[Value]
    groups: list[Group]
    position: Position | None
    ended: Mapping[str, list[Value]] = field(default_factory=dict)


def mentioned(said: Sequence[Statement]) -> set[str]:
    """Return every address that statements use, as properties or values."""
    objects = {one.object.value for one in said if isinstance(one.object, pyoxigraph.NamedNode)}
    return objects | {one.predicate for one in said} | {one.subject for one in said}


def types_of(address: str, said: Sequence[Statement]) -> list[str]:
    """Return the classes that a thing is said to be of, sorted."""
    return sorted(
        {one.object.value for one in said if (one.subject, one.predicate) == (address, RDF_TYPE)}
    )


def describe(address: str, said: Sequence[Statement], names: Names) -> Thing:
    """Return a thing from what is said of it and of its parts, ``{address}#…``."""
    nodes = _by_node(said)
    own = nodes.pop(address, {})
    where = position(own, list(nodes.values()))
    label = names.thing(address)
    is_ended = INVALIDATED in own
    ended = _ended(own, names) if is_ended else {}
    kinds = _each_once([value(term, names) for term in own.get(RDF_TYPE, ())])
    hidden = {RDF_TYPE, AS_WKT, HAS_GEOMETRY, *(FIGURES if where else ())}
    hidden |= {name for name in LABELS if _only_says(own.get(name, ()), label)}
    hidden |= set(_ENDED) if is_ended else set()
    hidden |= {name for name, terms in own.items() if _only_parts(terms, nodes)}
    groups = [_group("facts", "", own, set(own) - hidden - _ELSEWHERE - _RECORD, names)]
    for part, properties in nodes.items():
        via = next((name for name, terms in own.items() if _has(terms, part)), part)
        shown = set(properties) - {RDF_TYPE, AS_WKT}
        groups.append(_group("part", names.property(via).label, properties, shown, names))
    groups.append(_group("elsewhere", "", own, set(own) & _ELSEWHERE - hidden, names))
    groups.append(_group("record", "", own, set(own) & _RECORD - hidden, names))
    filled = [group for group in groups if group.properties]
    return Thing(address, label, _plain_kinds(kinds, is_ended), filled, where, ended)


def _by_node(said: Sequence[Statement]) -> dict[str, dict[str, list[Term]]]:
    nodes: dict[str, dict[str, list[Term]]] = {}
    for one in sorted(said, key=lambda one: (one.subject, one.predicate, str(one.object))):
        terms = nodes.setdefault(one.subject, {}).setdefault(one.predicate, [])
        if one.object not in terms[-1:]:
            terms.append(one.object)
    return nodes


def _group(
    kind: str,
    label: str,
    node: Mapping[str, Sequence[Term]],
    shown: set[str],
    names: Names,
) -> Group:
    currency = symbol_of({name: terms[0] for name, terms in node.items() if terms})
    made = [_property(name, node[name], names, currency) for name in shown]
    made.sort(key=lambda one: (_order(one), one.name.label.lower(), one.address))
    return Group(kind, label, _told_apart(made))


def _told_apart(made: list[Property]) -> list[Property]:
    """Return properties without one that says what another of its name says.

    Of two that have one name, a thing and a text, the text is what was written.
    """
    shown: list[Property] = []
    links = {one.name.label for one in made if all(each.href for each in one.values)}
    for one in made:
        same = [other for other in shown if other.name.label == one.name.label]
        if any(_texts(other) == _texts(one) for other in same):
            continue
        is_text = all(each.kind == "text" for each in one.values)
        if is_text and one.name.label in links:
            one = replace(one, name=replace(one.name, label=f"{one.name.label}, as written"))
        shown.append(one)
    return shown


def _texts(one: Property) -> list[str]:
    return [each.text for each in one.values]


def _each_once(kinds: list[Value]) -> list[Value]:
    """Return kinds without those that are called as another, the model's own first."""
    return list({kind.text: kind for kind in reversed(kinds)}.values())[::-1]


def _property(address: str, terms: Sequence[Term], names: Names, currency: str) -> Property:
    name = names.property(address)
    unit = name.unit or (currency if is_amount(address) else "")
    values = [value(term, names, unit) for term in terms[:SHOWN_VALUES]]
    return Property(name, address, values, max(0, len(terms) - SHOWN_VALUES))


def _order(shown: Property) -> int:
    if shown.address in LABELS:
        return -1
    return _LAST if shown.name.order is None else shown.name.order


def _ended(own: Mapping[str, Sequence[Term]], names: Names) -> Mapping[str, list[Value]]:
    return {
        name: [value(term, names) for term in own.get(address, ())]
        for address, name in _ENDED.items()
    }


def _plain_kinds(kinds: list[Value], is_ended: bool) -> list[Value]:
    """Return the kinds without that of everything that is no more, which the page says anyway."""
    return [kind for kind in kinds if not (is_ended and kind.machine == _PROV + "Entity")]


def _only_says(terms: Sequence[Term], label: str) -> bool:
    return bool(terms) and all(term.value == label for term in terms)


def _only_parts(terms: Sequence[Term], nodes: Mapping[str, object]) -> bool:
    return all(isinstance(term, pyoxigraph.NamedNode) and term.value in nodes for term in terms)


def _has(terms: Sequence[Term], address: str) -> bool:
    return any(isinstance(term, pyoxigraph.NamedNode) and term.value == address for term in terms)
