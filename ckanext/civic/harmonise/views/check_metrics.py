"""``/def/checks``: what the checks of files measure, beside the shared models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core.nquads import Quad

from .. import config, dqv
from ..checks import catalogue

ID = "checks"


def address(term: str) -> str:
    """Return the IRI of all checks, or of one of them."""
    return f"{config.vocabulary_base()}/def/{ID}" + (f"/{term}" if term else "")


def quads() -> Iterator[Quad]:
    """Yield what metrics and dimensions mean."""
    return dqv.vocabulary_quads(config.vocabulary_base())


def heading() -> dict[str, Any]:
    """Return what the frame of the pages below /def shows in place of a model."""
    return {"id": ID, "title": tk._("Checks")}


def rows(term: str) -> list[dict[str, str]]:
    """Return the checks of a page: one, those of a dimension, or all."""
    return [
        {
            "id": id,
            "path": f"/def/{ID}/{id}",
            "passes": entry.passes,
            "expects": entry.expects,
            "severity": entry.severity,
            "dimension": entry.dimension,
            "dimension_path": f"/def/{ID}/{entry.dimension}",
        }
        for id, entry in catalogue().items()
        if term in ("", id, entry.dimension)
    ]
