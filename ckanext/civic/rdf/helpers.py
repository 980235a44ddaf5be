"""What templates of civic_rdf, and its additions to core's templates, ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from flask_babel import format_date

from ckanext.civic.core.shown_time import civic_time

from . import config
from .logic.uses import page_of, uses_of
from .page_assets import asset_path
from .things.address import web_link
from .views.page_texts import map_texts

__all__ = [
    "civic_rdf_asset",
    "civic_rdf_has_store",
    "civic_rdf_map",
    "civic_rdf_month",
    "civic_rdf_uses",
    "civic_rdf_web_link",
    "civic_time",
]


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
        "outlines_url": tk.url_for("civic_rdf_query.outlines") if config.has_harmonise() else "",
        "tiles_url": config.map_tiles_url(),
        "tiles_attribution": config.map_tiles_attribution(),
    }


def civic_rdf_month(month: str) -> str:
    """Return ``2014-09`` as "September 2014", in the reader's language; other text as it is."""
    try:
        return format_date(date.fromisoformat(f"{month}-01"), "MMMM y")
    except ValueError:
        return month


def civic_rdf_uses(address: str) -> dict[str, Any] | None:
    """Return what has an address, ``counted`` and ``href`` of all; None without a store."""
    if config.store_addresses() is None:
        return None
    return {"counted": uses_of(address), "href": page_of(address)}


def civic_rdf_web_link(address: object) -> str | None:
    """Return an address that a page may link to: http or https, and nothing that is no IRI."""
    return web_link(address) if isinstance(address, str) else None
