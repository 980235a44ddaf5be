"""The IRIs that ckanext-dcat must use, so that both name a dataset alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import config
from .errors import GraphRefused
from .mapping.described import Described


def dataset_uri(dataset: Mapping[str, Any], default: str) -> str:
    """Return the dataset's IRI, for a copy its origin's; ``default`` when that is refused."""
    if not dataset.get("name"):
        return default
    try:
        return Described(dataset, config.site()).iri
    except GraphRefused:
        return default
