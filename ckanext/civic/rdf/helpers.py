"""What templates of civic_rdf, and its additions to core's templates, ask for."""

from __future__ import annotations

from ckanext.civic.core.shown_time import civic_time

from . import config

__all__ = ["civic_rdf_has_store", "civic_time"]


def civic_rdf_has_store() -> bool:
    """Return whether this portal has a quad store, so that there are data to ask."""
    return config.store_addresses() is not None
