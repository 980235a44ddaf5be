"""Other datasets of this portal that a dataset names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from ..errors import GraphRefused
from .described import Described


def related(described: Described) -> dict[str, Described]:
    """Return the datasets of the facts by id, by name and by IRI.

    One whose names are refused is left out: nothing is said of it anywhere.
    """
    found: dict[str, Described] = {}
    for dataset in described.facts.related:
        other = Described(dataset, described.site, profile=described.profile)
        try:
            keys = {other.iri, other.name, str(dataset.get("id") or "")}
        except GraphRefused:
            continue
        found.update((key, other) for key in keys if key)
    return found


def named(described: Described, record: Mapping[str, Any]) -> Described:
    """Return a dataset of this portal of which only id, name and title are known."""
    fields = {**record, "name": record.get("name") or record.get("id"), "extras": []}
    return Described(fields, described.site, profile=described.profile)


def local_id(text: str, site_url: str) -> str | None:
    """Return the id or name in the address of a dataset of this portal, or a bare one."""
    if text.startswith(f"{site_url}/dataset/"):
        name = text[len(site_url) + len("/dataset/") :]
        return unquote(name) if name and "/" not in name else None
    return text if "/" not in text and ":" not in text else None
