"""Everything known of one thing, with the names of what it points to.

A part of a thing (``{thing}#geometry``) has no document of its own: it is told with the thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph

from ckanext.civic.core.nquads import iri

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://purl.org/dc/terms/title",
    "http://xmlns.com/foaf/0.1/name",
)


@dataclass(frozen=True)
class Value:
    """One value of a property: its text, its address, and where that leads."""

    text: str
    address: str | None


@dataclass(frozen=True)
class Property:
    """One property of a thing, with all its values."""

    label: str
    address: str
    values: list[Value]


@dataclass(frozen=True)
class Description:
    """A thing: its name, its properties, and the same as triples."""

    address: str
    label: str
    properties: list[Property]
    triples: list[pyoxigraph.Triple]


def query_for(address: str) -> str:
    """Return the CONSTRUCT for what is said of ``address`` and its parts in any graph.

    Raises ValueError when it is no absolute IRI.
    """
    thing = iri(address)
    labels = " | ".join(f"<{label}>" for label in _LABELS)
    name = f"<{_LABELS[1]}>"
    return f"""
        CONSTRUCT {{ {thing} ?p ?o . ?o {name} ?oname . ?p {name} ?pname . ?o ?pp ?po }}
        WHERE {{
          GRAPH ?g {{ {thing} ?p ?o }}
          OPTIONAL {{ GRAPH ?g2 {{ ?o {labels} ?oname }} FILTER(isLiteral(?oname)) }}
          OPTIONAL {{ GRAPH ?g3 {{ ?p {labels} ?pname }} FILTER(isLiteral(?pname)) }}
          OPTIONAL {{
            FILTER(STRSTARTS(STR(?o), "{address}#"))
            GRAPH ?g {{ ?o ?pp ?po }}
          }}
        }}"""


def graphs_query_for(address: str) -> str:
    """Return the SELECT for the graphs (``?graph``) that say something of ``address``.

    Raises ValueError when it is no absolute IRI.
    """
    return f"SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ {iri(address)} ?p ?o }} }}"


def description(address: str, n_triples: bytes) -> Description | None:
    """Return the thing from the answer to `query_for`, or None when nothing is said of it."""
    quads = pyoxigraph.parse(n_triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples = sorted({quad.triple for quad in quads}, key=str)
    names: dict[str, str] = {}
    for triple in triples:
        if triple.predicate.value in _LABELS and isinstance(triple.object, pyoxigraph.Literal):
            names.setdefault(_text(triple.subject), triple.object.value)
    own = [triple for triple in triples if _text(triple.subject) == address]
    if not own:
        return None
    values: dict[str, list[Value]] = {}
    for triple in own:
        text = _text(triple.object)
        is_part = text.startswith(f"{address}#")
        value = _part(text, triples) if is_part else _value(triple.object, names)
        values.setdefault(triple.predicate.value, []).append(value)
    properties = [
        Property(names.get(name) or _words(name), name, each) for name, each in values.items()
    ]
    label = names.get(address) or _last_part(address)
    return Description(address, label, sorted(properties, key=lambda p: p.label.lower()), triples)


def _value(term: object, names: dict[str, str]) -> Value:
    text = _text(term)
    if not isinstance(term, pyoxigraph.NamedNode):
        return Value(text, None)
    is_web = text.startswith(("http://", "https://"))
    return Value(names.get(text) or text, text if is_web else None)


def _part(address: str, triples: list[pyoxigraph.Triple]) -> Value:
    """Return the literals that are said of a part, in one line."""
    said = [
        triple.object.value
        for triple in triples
        if _text(triple.subject) == address and isinstance(triple.object, pyoxigraph.Literal)
    ]
    return Value(", ".join(said) or address, None)


def _words(address: str) -> str:
    """Return the last part of a property's address as words: ``lampType`` is "lamp type"."""
    return _CAPITAL.sub(" ", _last_part(address)).lower()


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _last_part(address: str) -> str:
    return address.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or address
