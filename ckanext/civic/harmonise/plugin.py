"""Wiring of civic_harmonise into CKAN."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig
from ckan.types import Context

from .logic import fields


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class CivicHarmonisePlugin(p.SingletonPlugin):
    """Map councils' files to shared models."""

    p.implements(p.IConfigurer)
    p.implements(p.IResourceController, inherit=True)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "civic_harmonise")

    # IResourceController
    def before_resource_update(
        self, context: Context, current: dict[str, Any], resource: dict[str, Any]
    ) -> None:
        fields.carry_over(current, resource)
