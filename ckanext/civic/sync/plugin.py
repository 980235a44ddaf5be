"""Wiring of civic_sync."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig

from ckanext.civic.core.dataset_content import ORIGIN_FIELDS

from . import model  # noqa: F401  (its tables belong to CKAN's metadata)
from .logic import action, auth, chained, validators


@tk.blanket.auth_functions(auth)
@tk.blanket.validators(validators)
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.helpers
@tk.blanket.config_declarations
class CivicSyncPlugin(p.SingletonPlugin):
    """Pulls what other portals publish and keeps the copies in step."""

    p.implements(p.IActions)
    p.implements(p.IConfigurer)

    def get_actions(self) -> dict[str, Any]:
        """Give the plugin's own actions, and what it adds to core's."""
        modules = (action, chained)
        return {name: getattr(module, name) for module in modules for name in module.__all__}

    def update_config(self, config: CKANConfig) -> None:
        """Add the templates; keep the origin's fields, made for programs, off the page."""
        tk.add_template_directory(config, "templates")
        hidden = tk.aslist(config.get("package_hide_extras"))
        config["package_hide_extras"] = [*hidden, *(f for f in ORIGIN_FIELDS if f not in hidden)]
