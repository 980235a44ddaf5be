"""The plugin class of the gate: wiring only."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from .enforcement import existence
from .enforcement.hooks import GateDatasetHooks
from .enforcement.labels import GatePermissionLabels
from .logic import action, chained, lists, release_show
from .startup import refuse_unsafe_configuration


@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class CivicGatePlugin(GateDatasetHooks, GatePermissionLabels, p.SingletonPlugin):
    p.implements(p.IActions)
    p.implements(p.IConfigurable)
    p.implements(p.IConfigurer)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)

    def get_actions(self) -> dict[str, Any]:
        modules = (action, chained, lists, release_show)
        named = {name: getattr(module, name) for module in modules for name in module.__all__}
        return {**named, **existence.guarded_actions()}

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "civic_gate")

    def configure(self, config: Any) -> None:
        refuse_unsafe_configuration()
