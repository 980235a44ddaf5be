"""A CKAN whose store is the test environment's Oxigraph, and quads to put there."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from ckan.plugins import toolkit as tk
from werkzeug.datastructures import FileStorage

import factories
from ckanext.civic.rdf.logic.store_breaker import StoreBreaker
from ckanext.civic.rdf.stores import SparqlStore, StoreAddresses

SITE = "http://test.civic.example"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def addresses(base: str) -> StoreAddresses:
    """Return the services of a test store."""
    return StoreAddresses(f"{base}/query", f"{base}/update", f"{base}/store")


@pytest.fixture
def store(
    civic_db: None, quad_store: str, ckan_config: Any, monkeypatch: pytest.MonkeyPatch
) -> SparqlStore:
    """The store that the portal of this test writes to, empty at first."""
    services = addresses(quad_store)
    for name in ("query", "update", "graph"):
        key = f"ckanext.civic.rdf.store_{name}_url"
        monkeypatch.setitem(ckan_config, key, getattr(services, name))
    StoreBreaker(services).close()  # whatever the test before did to it
    return SparqlStore(services)


@pytest.fixture
def app(with_plugins: None, make_app: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of a CKAN that has loaded the test's plugins, and patient on a slow machine."""
    monkeypatch.setattr("ckanext.civic.rdf.views.catalog._CATCH_UP_S", 120)
    return make_app()


@pytest.fixture
def council(store: SparqlStore) -> dict[str, Any]:
    """A council."""
    return factories.council(name="manchester", title="Manchester City Council")


@pytest.fixture
def flush() -> Callable[..., dict[str, Any]]:
    """Return ``flush(**options)``, which empties the outbox and answers what it did."""

    def act(**options: Any) -> dict[str, Any]:
        return factories.act("civic_rdf_outbox_flush", factories.site_user(), **options)

    return act


def lamp(graph: str, number: int, base: str = SITE, label: str = "Lamp") -> str:
    """Return two statements about a lamp, as N-Quads."""
    thing = f"<{base}/id/manchester/streetlights/{number}>"
    kind = "<http://hub.example/def/streetlights/Streetlight>"
    return f'{thing} {TYPE} {kind} <{graph}> .\n{thing} {LABEL} "{label} {number}" <{graph}> .\n'


def add_rows(dataset: dict[str, Any], text: str, **fields: Any) -> dict[str, Any]:
    """Add a file of N-Quads to a dataset, as harmonise does; return the resource."""
    body = text.encode()
    return factories.act(
        "resource_create",
        factories.site_user(),
        package_id=dataset["id"],
        name="rows",
        format="N-Quads",
        url="rows.nq",
        upload=FileStorage(io.BytesIO(body), "rows.nq"),
        civic_output="nquads",
        **{"hash": hashlib.sha256(body).hexdigest(), **fields},
    )


def update(action: str, **data: Any) -> dict[str, Any]:
    """Call an action as the site's own user."""
    return tk.get_action(action)({"user": factories.site_user()}, data)
