"""Wiring of civic_rdf into CKAN."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.common import CKANConfig

from ckanext.dcat.interfaces import IDCATURIGenerator  # pyright: ignore[reportMissingImports]

from . import dcat_uris, subscriptions
from .cli.dcat_produce import replace_produce
from .config import free_id_addresses
from .logic import heartbeat
from .views.sparql import sparql_blueprint


@tk.blanket.actions
@tk.blanket.auth_functions
@tk.blanket.blueprints
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers
class CivicRdfPlugin(p.SingletonPlugin):
    """Publish datasets as linked data."""

    p.implements(p.IConfigurer)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(p.ISignal)
    p.implements(p.IDomainObjectModification)
    p.implements(p.IOrganizationController, inherit=True)
    p.implements(p.IGroupController, inherit=True)
    p.implements(IDCATURIGenerator, inherit=True)

    # IConfigurer
    def update_config(self, config: CKANConfig) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        free_id_addresses(config)
        subscriptions.listen_to_commits()
        replace_produce()

    # IMiddleware
    def make_middleware(self, app: Any, config: CKANConfig) -> Any:
        # programs of other sites post queries, which change nothing: they have no CSRF token
        app.extensions["csrf"].exempt(sparql_blueprint)
        heartbeat.watch(app)
        return app

    # ISignal
    def get_signal_subscriptions(self) -> dict[Any, list[Any]]:
        return subscriptions.subscriptions()

    # IDomainObjectModification
    def notify(self, entity: Any, operation: str) -> None:
        subscriptions.domain_object_changed(entity, operation)

    # IOrganizationController, IGroupController
    def edit(self, entity: Any) -> None:
        subscriptions.group_changed(entity)

    def delete(self, entity: Any) -> None:
        subscriptions.group_changed(entity)

    # IDCATURIGenerator
    def dataset_uri(self, dataset_dict: dict[str, Any], default_uri: str) -> str:
        return dcat_uris.dataset_uri(dataset_dict, default_uri)
