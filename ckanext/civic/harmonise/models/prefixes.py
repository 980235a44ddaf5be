"""Namespaces that models may use in compact names such as ``schema:name``."""

from __future__ import annotations

from .terms import VOCABULARIES

PREFIXES = {
    **{prefix: one.namespace for prefix, one in VOCABULARIES.items()},
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(compact: str) -> str:
    """Return the full IRI of ``prefix:name``; raises KeyError for an unknown prefix."""
    prefix, _, name = compact.partition(":")
    return PREFIXES[prefix] + name
