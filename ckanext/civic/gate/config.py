"""The gate's options, as config_declaration.yaml declares them."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

SMALL_COUNCIL = "ckanext.civic.gate.small_council"


def is_small_council() -> bool:
    """Return whether the person who created a dataset may release it too."""
    return tk.asbool(tk.config[SMALL_COUNCIL])
