"""A store that misbehaves holds up nothing but the questions that are put to it."""

from __future__ import annotations

import time

import pytest
from ckan import model

import factories
from ckanext.civic.rdf.model import CivicRdfOutbox
from fixtures.misbehaving_server import Answer

from .conftest import SITE, add_rows, lamp, update

pytestmark = pytest.mark.with_plugins("civic_rdf")

ROWS = f"{SITE}/graph/manchester/lamps"
PROMPT_S = 20  # a busy machine's pages; a store that hangs would take a minute and more
FAULTS = {
    "hangs": Answer(stall_s=120),
    "fails": Answer(b"broken", 500),
    "breaks off": Answer(b"half" * 100, cut_after=10),
    "resets connections": Answer(resets=True),
}


@pytest.fixture
def lamps(council):
    return factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")


@pytest.fixture(params=FAULTS)
def bad_store(request, misbehaving_server, ckan_config, monkeypatch) -> str:
    """The portal's store, from now on, is one with a fault."""
    for name, path in (("query", "/query"), ("update", "/update"), ("graph", "/store")):
        misbehaving_server.route(path, FAULTS[request.param])
        key = f"ckanext.civic.rdf.store_{name}_url"
        monkeypatch.setitem(ckan_config, key, f"{misbehaving_server.url}{path}")
    return request.param


def test_portal_when_the_store_misbehaves_then_pages_saves_and_search_go_on(
    lamps, council, app, flush, bad_store
):
    started = time.monotonic()
    update("package_patch", id="lamps", title="Lanterns")
    factories.dataset(council, name="bins", title="Bins")
    update("package_patch", id="lamps", private=True)
    pages = [app.get(path).status_code for path in ("/dataset/", "/dataset/bins", "/")]
    found = update("package_search", q="bins")["count"]
    took_s = time.monotonic() - started

    assert pages == [200, 200, 200]
    assert found == 1
    assert took_s < PROMPT_S
    assert model.Session.query(CivicRdfOutbox).count() >= 2


@pytest.mark.parametrize("fault", [Answer(b"", 500), Answer(resets=True)], ids=["500", "reset"])
def test_flush_when_the_store_failed_and_is_well_again_then_nothing_is_lost(
    lamps, store, flush, ckan_config, monkeypatch, misbehaving_server, fault
):
    add_rows(lamps, lamp(ROWS, 1))
    with monkeypatch.context() as bad:
        for name, path in (("update", "/update"), ("graph", "/store")):
            misbehaving_server.route(path, fault)
            key = f"ckanext.civic.rdf.store_{name}_url"
            bad.setitem(ckan_config, key, f"{misbehaving_server.url}{path}")
        assert flush()["failed"] == 1

    assert flush()["failed"] == 0
    assert store.count(ROWS) == 2
    assert flush(verify=True, deep=True)["repaired"] == 0
