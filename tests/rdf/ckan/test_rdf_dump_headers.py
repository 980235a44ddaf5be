"""How dumps are sent: packed for who takes gzip, the same for everybody, 304 without much work."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.rdf.logic import settled_catalog

from .conftest import update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]

NQ = "/rdf/catalog.nq"
GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture(autouse=True)
def folder(tmp_path, ckan_config, monkeypatch) -> Path:
    """The folder of this test's dumps, empty at first."""
    monkeypatch.setitem(ckan_config, "ckanext.civic.rdf.dump_folder", str(tmp_path / "dumps"))
    return tmp_path / "dumps"


@pytest.fixture
def lamps():
    council = factories.council(name="manchester", title="Manchester City Council")
    factories.dataset(council, name="bins", title="Bins")
    return factories.dataset(council, name="lamps", title="Street lamps")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather the SQL that is asked meanwhile."""
    said: list[str] = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    sa.event.listen(model.meta.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(model.meta.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("ending", ["nq", "nt", "ttl", "jsonld", "trig", "xml"])
def test_dump_when_the_client_takes_gzip_then_it_comes_packed_with_a_tag_of_its_own(
    app, lamps, folder, ending
):
    address = f"/rdf/catalog.{ending}"
    bare = app.get(address)
    for _ in range(2):  # streamed first, then from the file
        packed = app.get(address, headers=GZIP)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Content-Type"] == bare.headers["Content-Type"]
        assert packed.headers["ETag"] != bare.headers["ETag"]
        assert packed.headers["Vary"] == bare.headers["Vary"] == "Accept-Encoding"
        assert f'filename="catalog.{ending}"' in packed.headers["Content-Disposition"]
        assert gzip.decompress(packed.data) == bare.data
        assert len(packed.data) < len(bare.data)
        same = {**GZIP, "If-None-Match": packed.headers["ETag"]}
        assert app.get(address, headers=same, status=304).headers["ETag"] == same["If-None-Match"]
        other = {**GZIP, "If-None-Match": bare.headers["ETag"]}
        assert app.get(address, headers=other).status_code == 200
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert packed.headers["Accept-Ranges"] == "none"
    assert {path.name.partition(".")[2] for path in folder.glob("catalog-*")} == {
        ending,
        f"{ending}.gz",
    }


def test_dump_when_a_part_is_packed_then_it_is_that_part(app, lamps):
    bare = app.get(f"{NQ}?limit=1").data

    assert gzip.decompress(app.get(f"{NQ}?limit=1", headers=GZIP).data) == bare


def test_dump_when_a_range_is_asked_of_who_takes_gzip_then_it_is_of_the_bare_file(app, lamps):
    whole = app.get(NQ)
    assert whole.data and app.get(NQ, headers=GZIP).data  # a file is kept once all was fetched
    asked = {**GZIP, "Range": "bytes=5-14"}

    part = app.get(NQ, headers={**asked, "If-Range": whole.headers["ETag"]}, status=206)
    assert part.data == whole.data[5:15]
    assert "Content-Encoding" not in part.headers
    assert part.headers["ETag"] == whole.headers["ETag"]
    packed = app.get(NQ, headers=GZIP)
    begun = app.get(NQ, headers={**asked, "If-Range": packed.headers["ETag"]}, status=200)
    assert begun.data == whole.data
    only = {"Accept-Encoding": "gzip, identity;q=0", "Range": "bytes=5-14"}
    assert gzip.decompress(app.get(NQ, headers=only, status=200).data) == whole.data


def test_dump_when_the_client_takes_no_coding_that_there_is_then_406(app, lamps):
    answer = app.get(NQ, headers={"Accept-Encoding": "br, identity;q=0"}, status=406)

    assert answer.headers["Vary"] == "Accept-Encoding"
    assert app.get(f"{NQ}.gz", headers={"Accept-Encoding": "br"}).status_code == 200


def test_packed_file_when_gzip_is_taken_then_it_is_not_packed_twice(app, lamps):
    answer = app.get(f"{NQ}.gz", headers=GZIP)

    assert "Content-Encoding" not in answer.headers
    assert b"Street lamps" in gzip.decompress(answer.data)


def test_answer_when_a_cookie_comes_then_it_is_not_said_to_vary_by_it(app, lamps):
    client = app.test_client()
    for method in ("GET", "HEAD", "OPTIONS"):
        for address in (NQ, f"{NQ}.gz", f"{NQ}?limit=1", "/rdf/catalog.docx", "/sparql"):
            answer = client.open(address, method=method, headers={"Cookie": "ckan=abc; a=b"})
            assert "Cookie" not in answer.headers.get("Vary", ""), (method, address)
    assert "Vary" not in client.options("/sparql").headers


def test_dump_when_the_client_has_it_then_304_asks_as_little_as_a_page(app, lamps, monkeypatch):
    monkeypatch.setattr(settled_catalog, "CHECK_EVERY_S", 3600)
    asked = {}
    assert app.get(NQ).data  # everything is described from here on
    for address in ("/catalog.ttl", NQ):
        app.get(address)
        tag = {"If-None-Match": app.get(address).headers["ETag"]}
        app.get(address, headers=tag, status=304)
        with statements() as asked[address]:
            app.get(address, headers=tag, status=304)

    assert len(asked[NQ]) <= len(asked["/catalog.ttl"]) <= 2


@pytest.mark.parametrize("change", ["title", "private", "organization"])
def test_dump_when_something_changed_then_a_304_is_not_said_again(app, lamps, change):
    tag = {"If-None-Match": app.get(NQ).headers["ETag"]}
    app.get(NQ, headers=tag, status=304)
    if change == "organization":
        update("organization_patch", id="manchester", title="Greater Manchester")
    else:
        new = {"title": "Lanterns"} if change == "title" else {"private": True}
        update("package_patch", id="lamps", **new)

    answer = app.get(NQ, headers=tag, status=200)

    assert b"Street lamps" not in answer.data or change == "organization"
    assert (b"Greater" in answer.data) == (change == "organization")


def test_dump_when_another_program_hid_a_dataset_then_304_ends_within_a_second(
    app, lamps, monkeypatch
):
    tag = {"If-None-Match": app.get(NQ).headers["ETag"]}
    app.get(NQ, headers=tag, status=304)
    table = model.package_table
    model.Session.execute(table.update().where(table.c.id == lamps["id"]).values(private=True))
    model.Session.commit()
    monkeypatch.setattr(settled_catalog, "_looked_at", settled_catalog._looked_at - 1)

    assert lamps["id"].encode() not in app.get(NQ, headers=tag, status=200).data
