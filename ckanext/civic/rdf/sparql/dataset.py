"""Which graphs a query is asked of.

Source: SPARQL 1.1 Query Language, 13.2 (FROM and FROM NAMED), 4.1.1 (relative IRIs); SPARQL 1.1
Protocol, 2.1.4 (a dataset of the request comes before one of the query).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph

from .tokens import Token

# a name that no graph has: an empty list of names would mean "all"
NO_GRAPH = "urn:civic:no-graph"


@dataclass(frozen=True)
class Dataset:
    """The default graph (the merge of ``default``) and the named graphs, by absolute IRIs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def without(self, hidden: Collection[str]) -> Dataset:
        """Return the same without the graphs ``hidden``."""
        return Dataset(
            tuple(name for name in self.default if name not in hidden),
            tuple(name for name in self.named if name not in hidden),
        )

    def parameters(self) -> Mapping[str, list[str]]:
        """Return the request parameters that say so to a store; never none."""
        if not (self.default or self.named):
            return {"default-graph-uri": [NO_GRAPH]}
        pairs = {"default-graph-uri": list(self.default), "named-graph-uri": list(self.named)}
        return {name: graphs for name, graphs in pairs.items() if graphs}


def dataset_of(found: Sequence[Token]) -> Dataset | None:
    """Return the graphs that the tokens of a query name with FROM; None when there is no FROM.

    A name that cannot be made absolute stays out: no graph of ours is called so.
    """
    base, prefixes = "", dict[str, str]()
    default: list[str] = []
    named: list[str] = []
    is_from = False
    for index, token in enumerate(found):
        if token.upper == "BASE":
            base = _resolved(_text(found, index + 1), base) or base
        elif token.upper == "PREFIX":
            prefixes[_text(found, index + 1)] = _resolved(_text(found, index + 2), base) or ""
        elif token.upper == "FROM":
            is_from = True
            is_named = _text(found, index + 1).upper() == "NAMED"
            name = _name(found, index + 1 + is_named, base, prefixes)
            if name:
                (named if is_named else default).append(name)
    return Dataset(tuple(default), tuple(named)) if is_from else None


def _text(found: Sequence[Token], index: int) -> str:
    return found[index].text if index < len(found) else ""


def _name(found: Sequence[Token], index: int, base: str, prefixes: Mapping[str, str]) -> str | None:
    text = _text(found, index)
    if text.startswith("<"):
        return _resolved(text, base)
    prefix, colon, local = text.partition(":")
    start = prefixes.get(prefix + colon)
    return start + local.replace("\\", "") if start is not None else None


def _resolved(reference: str, base: str) -> str | None:
    """Return ``<reference>`` as an absolute IRI (RFC 3986, 5.2), or None."""
    try:
        (quad,) = pyoxigraph.parse(
            f"{reference} a {reference} .",
            format=pyoxigraph.RdfFormat.TURTLE,
            base_iri=base or None,
        )
    except (SyntaxError, ValueError):
        return None
    return quad.subject.value if isinstance(quad.subject, pyoxigraph.NamedNode) else None
