"""With the gate: what is held is in no dump, no file, no description."""

from __future__ import annotations

import gzip

import pytest
from ckan.tests.factories import Sysadmin

import factories
from ckanext.civic.rdf import jobs
from ckanext.civic.rdf.logic.descriptions import current
from ckanext.civic.rdf.logic.snapshot import each_current

from .conftest import update

pytestmark = [
    pytest.mark.with_plugins("civic_gate", "civic_rdf"),
    pytest.mark.usefixtures("civic_db"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path, ckan_config, monkeypatch):
    """The folder of this test's dumps, empty at first."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_folder", str(tmp_path / "dumps"))
    return tmp_path / "dumps"


@pytest.fixture
def reviewer():
    """Somebody who made none of the datasets."""
    return Sysadmin()["name"]


@pytest.fixture
def lamps(reviewer):
    council = factories.council(name="manchester", title="Manchester City Council")
    made = factories.dataset(council, name="lamps", title="Canary lamps")
    factories.act("civic_gate_dataset_release", reviewer, id="lamps", reason="checked")
    return made


def dumps(app) -> bytes:
    """Return a plain and a packed dump, unpacked."""
    packed = gzip.decompress(app.get("/rdf/catalog.nq.gz").data)
    return app.get("/rdf/catalog.ttl").data + packed


@pytest.mark.parametrize("way", ["hold", "edit"])
def test_dump_when_a_dataset_is_held_again_then_it_is_gone_at_once(
    app, lamps, reviewer, folder, way
):
    for _ in range(2):
        assert b"Canary" in dumps(app)
    if way == "hold":
        factories.act("civic_gate_dataset_hold", reviewer, id="lamps", reason="a mistake")
    else:  # a change holds it again
        update("package_patch", id="lamps", title="Canary lanterns")

    assert b"Canary" not in dumps(app)
    assert current([lamps["id"]]) == {}
    jobs.build_dumps()
    for path in folder.glob("catalog-*"):
        content = path.read_bytes()
        assert b"Canary" not in (gzip.decompress(content) if path.suffix == ".gz" else content)

    factories.act("civic_gate_dataset_release", reviewer, id="lamps", reason="checked again")
    assert b"Canary" in dumps(app)


def test_dump_when_a_dataset_was_never_released_then_nothing_is_said(app):
    council = factories.council(name="salford", title="Salford City Council")
    secret = factories.dataset(council, name="secret", title="Canary secret")

    content = dumps(app)

    assert b"Canary" not in content
    assert secret["id"].encode() not in content
    assert list(each_current()) == []
