"""Bring one portal up: its settings, database, search core, administrator and processes."""

from __future__ import annotations

import os

from ckanext.civic.portal import fingerprint
from ckanext.civic.portal.accounts import ADMIN, TOKEN_NAME
from ckanext.civic.portal.ckan_commands import run_batch
from ckanext.civic.portal.installation import Installation
from ckanext.civic.portal.portals import HUB, Portal, area
from ckanext.civic.portal.private_files import (
    make_private_folder,
    read_json,
    write_json,
    write_private,
)
from ckanext.civic.portal.servers import start_together
from ckanext.civic.portal.services.base import Report
from ckanext.civic.portal.settings_file import PLUGINS, render, texts


def plugins() -> str:
    """Answer the value of ``ckan.plugins``; ``CIVIC_PLUGINS`` replaces the usual list."""
    return os.environ.get("CIVIC_PLUGINS") or PLUGINS


def start_portal(installation: Installation, portal: Portal, report: Report) -> None:
    """Start the portal's web server and worker, first making or healing what they need.

    The shared servers and the portal's store run already.
    """
    settings = render(_settings(installation, portal))
    write_private(portal.config, settings)
    _prepare_database(installation, portal, report)
    made_from = fingerprint.of_text(settings, fingerprint.of_code())
    services = [installation.web(portal), installation.worker(portal)]
    for service in services:
        service.made_from = made_from
    start_together(services, report)


def _settings(installation: Installation, portal: Portal) -> dict[str, str]:
    """Collect the values of the settings file; makes database, core and folders where missing."""
    database = f"portal_{portal.name}"
    solr_url, solr_user, solr_password = installation.servers.search(database)
    folder = portal.config.parent
    portals = installation.portals()
    hub_url = next((other.url for other in portals if other.name == HUB), portal.url)
    secret = installation.credentials.get
    return {
        "name": portal.name,
        "url": portal.url,
        **texts(portal.title, portal.role, hub_url),
        "area": area(portal.name),
        "plugins": plugins(),
        "database_url": installation.servers.database(database),
        "solr_url": solr_url,
        "solr_user": solr_user,
        "solr_password": solr_password,
        "redis_url": installation.redis_url(portal),
        "storage_path": str(make_private_folder(portal.storage)),
        "webassets_path": str(make_private_folder(folder / "webassets")),
        "store_url": portal.store_url,
        "vocabulary_base": hub_url,
        "private_hosts": " ".join(other.host for other in portals),
        "secret_key": secret(f"session key {portal.name}"),
        "csrf_key": secret(f"csrf key {portal.name}"),
        "token_key": secret(f"token key {portal.name}"),
    }


def _prepare_database(installation: Installation, portal: Portal, report: Report) -> None:
    """Migrate the database when versions have changed; the first time make the administrator."""
    record = portal.config.with_name("database.json")
    known = read_json(record)
    wanted = fingerprint.of_migrations(plugins())
    commands: list[list[str]] = []
    if known.get("migrations") != wanted:
        report(f"Preparing the database of {portal.name}")
        commands.append(["db", "upgrade"])
    if not known.get("admin"):
        password = installation.credentials.get(f"password {portal.name} {ADMIN}")
        account = [f"email={ADMIN}@{portal.name}.invalid", f"password={password}"]
        commands += [
            ["sysadmin", "add", ADMIN, "--create", *account, "fullname=Administrator"],
            ["user", "token", "add", ADMIN, TOKEN_NAME, "--quiet"],
        ]
    if not commands:
        return
    outputs = run_batch(portal.config, commands)
    if not known.get("admin"):
        installation.credentials.put(f"token {portal.name} {ADMIN}", outputs[-1].strip())
    write_json(record, {"migrations": wanted, "admin": ADMIN})
