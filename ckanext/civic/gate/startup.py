"""Refuse to start with a configuration that would open the gate."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.exceptions import CkanConfigurationException
from ckan.lib.plugins import get_permission_labels

from .enforcement.labels import GatePermissionLabels


def refuse_unsafe_configuration() -> None:
    """Raise CkanConfigurationException saying what to change; called once all plugins are loaded.

    CKAN asks only the first plugin that has permission labels, so it has to be this one. Search by
    SQL reads tables past what plugins can guard.
    """
    first = get_permission_labels()
    if not isinstance(first, GatePermissionLabels):
        name = getattr(first, "name", type(first).__name__)
        raise CkanConfigurationException(
            f"The plugin {name} decides who sees a dataset before civic_gate does. "
            f"Put civic_gate before {name} in ckan.plugins, or remove {name}."
        )
    if p.plugin_loaded("datastore") and tk.asbool(
        tk.config.get("ckan.datastore.sqlsearch.enabled")
    ):
        raise CkanConfigurationException(
            "ckan.datastore.sqlsearch.enabled lets anybody query tables by SQL. "
            "Set it to false to use civic_gate."
        )
