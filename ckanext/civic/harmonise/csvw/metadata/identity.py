"""``@id`` and ``@type`` of a description.

Source: Metadata Vocabulary for Tabular Data, 5.3 to 5.11 (each object's ``@id`` and ``@type``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..context import expand_prefix
from ..urls import absolute_iri
from .document import Document, shown


def identifier(raw: Mapping[str, Any], document: Document) -> str | None:
    """Return the absolute ``@id`` of a description, None without one."""
    if "@id" not in raw:
        return None
    value = raw["@id"]
    if not isinstance(value, str):
        document.at("@id").say(f"{shown(value)} is no link; the document's base URL is used")
        return document.link("")
    if value.startswith("_:"):
        raise document.at("@id").fail(f"{shown(value)} starts with _:", "Give it a URL.")
    return absolute_iri(document.link(expand_prefix(value)))


def check_type(raw: Mapping[str, Any], wanted: str, document: Document) -> None:
    """Raise InvalidMetadata when a description says it is something else."""
    if "@type" in raw and raw["@type"] != wanted:
        raise document.at("@type").fail(f"{shown(raw['@type'])} should be {wanted}")
