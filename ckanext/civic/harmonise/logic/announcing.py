"""Tell other plugins, after the commit, that something else is known of a dataset now."""

from __future__ import annotations

import logging

import ckan.plugins.toolkit as tk

log = logging.getLogger(__name__)

# Receivers get ``package_id``. Documented in docs/explanation/architecture.md.
facts_changed = tk.signals.ckanext.signal("civic:dataset_facts_changed")


def announce(package_id: str) -> None:
    """Send the signal; what changed is committed, so a receiver's failure is only logged."""
    try:
        facts_changed.send("civic_harmonise", package_id=package_id)
    except Exception as error:  # the boundary to other plugins
        kind = type(error).__name__
        log.warning("A receiver of civic:dataset_facts_changed failed: %s", kind)
