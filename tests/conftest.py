"""The test ground: which tests can run here, and the servers that they run against.

- ``unit`` folders need nothing: ``pytest -p no:ckan -p no:ckan_fixtures tests/<plugin>/unit``.
- ``ckan`` folders run CKAN in process: ``pytest --ckan-ini=test.ini tests/<plugin>/ckan``. The
  embedded stack's servers are started first, with a database, a Solr core, a Redis prefix and an
  empty quad store of their own.
- ``stack`` folders start, kill and heal servers in folders of their own.
- ``browser`` and ``e2e`` folders need four running portals, which are started when first asked for.

Environment: ``CIVIC_HOME`` is the stack's folder (default ``var/test``), ``CIVIC_TEST_NAME`` the
name of the environment in it, so that several runs can share one set of servers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures import servers, shared_material

pytest_plugins = [
    "pytester",
    "fixtures.servers",
    "fixtures.shared_material",
    "fixtures.database",
    "fixtures.portals",
    "fixtures.misbehaving_server",
    "fixtures.quad_stores",
    "fixtures.browser",
]

# the order of a whole run: the quick and telling first, whatever the plugin
KINDS = ("unit", "ckan", "stack", "e2e", "browser")
HERE = Path(__file__).parent


def kind_of(path: Path) -> str:
    """Return which of ``KINDS`` a test file belongs to by its folder; outside them, ``unit``."""
    below = path.relative_to(HERE).parts
    return next((part for part in below if part in KINDS), "unit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--kind``, which chooses the folders of a run."""
    parser.addoption("--kind", help=f"only these kinds of tests, by comma: {', '.join(KINDS)}")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the test files of other kinds than ``--kind`` names, without importing them."""
    wanted = config.getoption("kind")
    if not wanted or collection_path.suffix != ".py":
        return None
    return kind_of(collection_path) not in wanted.split(",") or None


def pytest_configure(config: pytest.Config) -> None:
    """Register our marks; switch CKAN's plugin off when no configuration is given."""
    for line in (
        "needs_shared: needs the folder of real council files beside the project",
        "slow: takes more than ten seconds",
    ):
        config.addinivalue_line("markers", line)
    if not servers.ckan_ini(config):
        for name in ("ckan", "ckan_fixtures"):
            plugin = config.pluginmanager.get_plugin(name)
            if plugin:
                config.pluginmanager.unregister(plugin)
    for line in ("ckan_config", "ckan_plugin", "with_plugins", "provide_plugin"):
        config.addinivalue_line("markers", f"{line}: of CKAN's own plugin, which registers none")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the servers before CKAN's plugin loads the configuration."""
    if servers.ckan_ini(session.config) and not session.config.option.collectonly:
        servers.start_test_environment()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order by kind; skip what needs CKAN in process when there is none."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    items.sort(key=lambda item: order[kind_of(item.path)])
    if not servers.ckan_ini(config):
        skip = pytest.mark.skip(reason="needs CKAN in process: pytest --ckan-ini=test.ini")
        for item in items:
            if kind_of(item.path) == "ckan":
                item.add_marker(skip)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a CI run whose tests skipped for lack of files that are there."""
    shared_material.fail_on_needless_skips(session)
