"""Common properties and notes as triples.

Source: Generating RDF from Tabular Data on the Web, 6 JSON-LD to RDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from ..context import RDF, expand
from ..datatypes.builtin import XSD
from ..datatypes.numbers import canonical_double
from ..metadata.model import Annotations
from ..urls import absolute_iri
from .ntriples import literal


class AnnotationWriter:
    """Writes annotations; blank nodes are ``prefix`` and a number."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = count(1)

    def lines(self, subject: str, annotations: Annotations) -> Iterator[str]:
        """Yield the lines of N-Triples that describe the term ``subject``."""
        for name, value in annotations:
            yield from self._lines(subject, f"<{absolute_iri(name)}>", value)

    def _lines(self, subject: str, predicate: str, value: Any) -> Iterator[str]:
        if value is None:
            return
        if isinstance(value, list):
            for item in value:
                yield from self._lines(subject, predicate, item)
        elif isinstance(value, dict) and "@value" not in value:
            yield from self._node(subject, predicate, value)
        else:
            yield f"{subject} {predicate} {_literal(value)} .\n"

    def _node(self, subject: str, predicate: str, value: dict[str, Any]) -> Iterator[str]:
        node = f"<{value['@id']}>" if "@id" in value else f"{self._prefix}{next(self._numbers)}"
        yield f"{subject} {predicate} {node} .\n"
        for name in value.get("@type", ()):
            yield f"{node} <{RDF}type> <{absolute_iri(expand(name))}> .\n"
        for name, inner in value.items():
            if not name.startswith("@"):
                yield from self._lines(node, f"<{absolute_iri(expand(name))}>", inner)


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        text = value["@value"]
        if isinstance(text, bool):
            text = "true" if text else "false"
        datatype = absolute_iri(expand(value["@type"])) if "@type" in value else XSD + "string"
        return literal(str(text), datatype, value.get("@language") or "und")
    if isinstance(value, bool):
        return literal("true" if value else "false", XSD + "boolean")
    if isinstance(value, int):
        return literal(str(value), XSD + "integer")
    if isinstance(value, float):
        if value.is_integer():
            return literal(str(int(value)), XSD + "integer")
        return literal(canonical_double(value), XSD + "double")
    return literal(str(value))
