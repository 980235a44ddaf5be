"""What templates of civic_rdf, and its additions to core's templates, ask for."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.civic.core.shown_time import civic_time

from . import config
from .page_assets import asset_path
from .views.page_texts import map_texts

__all__ = ["civic_rdf_asset", "civic_rdf_has_store", "civic_rdf_map", "civic_time"]


def civic_rdf_has_store() -> bool:
    """Return whether this portal has a quad store, so that there are data to ask."""
    return config.store_addresses() is not None


def civic_rdf_asset(name: str) -> str:
    """Return the address of a built script or style of this plugin's pages."""
    return str(tk.h.url_for_static(asset_path(name)))


def civic_rdf_map() -> dict[str, Any]:
    """Return what a map needs beside its places: its words, and what lies below the places."""
    return {
        "texts": map_texts(),
        "outlines_url": tk.url_for("civic_rdf_query.outlines") if config.knows_areas() else "",
        "tiles_url": config.map_tiles_url(),
        "tiles_attribution": config.map_tiles_attribution(),
    }
