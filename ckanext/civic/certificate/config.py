"""The options of civic_certificate; their defaults stand in config_declaration.yaml."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def ruleset_id() -> str:
    """Return the rule by which this portal finds levels."""
    return tk.config["ckanext.civic.certificate.ruleset"]
