"""Wiring of civic_sync."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig

from . import model  # noqa: F401  (its tables belong to CKAN's metadata)
from .logic import action, auth, validators


@tk.blanket.actions(action)
@tk.blanket.auth_functions(auth)
@tk.blanket.validators(validators)
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.helpers
@tk.blanket.config_declarations
class CivicSyncPlugin(p.SingletonPlugin):
    """Pulls what other portals publish and keeps the copies in step."""

    p.implements(p.IConfigurer)

    def update_config(self, config: CKANConfig) -> None:
        """Add the templates."""
        tk.add_template_directory(config, "templates")
