"""What is hidden is in no document of the catalogue, from the moment that it is hidden."""

from __future__ import annotations

import pytest

import factories
from ckanext.civic.rdf.logic import catalogue

from .catalogue_documents import datasets, triples
from .conftest import SITE, update

pytestmark = pytest.mark.with_plugins("civic_rdf", "dcat")

TURTLE = {"Accept": "text/turtle"}
HIDE = {
    "private": lambda id: update("package_patch", id=id, private=True),
    "deleted": lambda id: update("package_delete", id=id),
    "draft": lambda id: update("package_patch", id=id, state="draft"),
    "purged": lambda id: update("dataset_purge", id=id),
}


@pytest.fixture
def lamps(council):
    """A public dataset with a file."""
    files = [{"name": "all", "url": "https://a.example/all.csv", "format": "CSV"}]
    return factories.dataset(council, name="lamps", title="Secret lamps", resources=files)


@pytest.mark.parametrize("how", HIDE)
@pytest.mark.parametrize("described", [True, False])
def test_documents_when_a_dataset_is_hidden_then_nothing_of_it_is_left(
    app, council, lamps, flush, how, described
):
    factories.dataset(council, name="bins")
    if described:
        flush()
    file = lamps["resources"][0]["id"]
    assert "Secret lamps" in app.get("/catalog.nt").body

    HIDE[how](lamps["id"])

    for after in ("at once", "after the worker"):
        for path in (
            "/catalog.nt",
            "/catalog.nt?q=lamps",
            "/catalog.nt?fq=name:lamps",
            "/catalog.nt?profiles=euro_dcat_ap_3",
            "/organization/manchester.nt",
        ):
            body = app.get(path).body
            for word in ("Secret lamps", lamps["id"], file):
                assert word not in body, (path, after)
        for ending in ("ttl", "nq", "jsonld"):
            app.get(f"/dataset/lamps.{ending}", status=404)
            app.get(f"/dataset/lamps/resource/{file}.{ending}", status=404)
        app.get("/dataset/lamps", headers=TURTLE, status=404)
        app.get("/dataset/lamps.ttl?profiles=euro_dcat_ap_3", status=404)
        flush()


def test_dataset_when_it_was_public_then_its_id_is_gone_and_its_name_unknown(app, lamps, flush):
    flush()
    update("package_patch", id=lamps["id"], private=True)
    flush()

    for path in (f"/dataset/{lamps['id']}.ttl", f"/dataset/{lamps['id']}.nq?profiles=civic_uk"):
        assert "Secret" not in app.get(path, status=410).body
    app.get("/dataset/lamps.ttl", status=404)
    app.get(f"/dataset/{lamps['id']}", headers=TURTLE, status=410)
    update("package_patch", id=lamps["id"], private=False)
    app.get(f"/dataset/{lamps['id']}.ttl", status=200)


def test_dataset_when_it_was_never_public_then_it_is_as_if_it_were_not_there(app, council, flush):
    made = [
        factories.dataset(council, name="never", private=True),
        factories.dataset(council, name="draft", state="draft"),
    ]
    flush()
    nothing = app.get("/dataset/nonesuch.ttl", status=404)
    for each in made:
        for reference in (each["id"], each["name"]):
            answer = app.get(f"/dataset/{reference}.ttl", status=404)
            assert answer.body == nothing.body
            assert set(dict(answer.headers)) == set(dict(nothing.headers))


def test_documents_when_a_member_asks_then_they_are_those_of_a_stranger(app, council, lamps):
    factories.dataset(council, name="inside", title="Inside", private=True)
    admin = factories.users_of(council)["admin"]
    headers = {"Authorization": factories.token_of(str(admin))}

    assert "Inside" not in app.get("/catalog.ttl", headers=headers).body
    app.get("/dataset/inside.ttl", headers=headers, status=404)
    assert app.get("/catalog.nt", headers=headers).body == app.get("/catalog.nt").body
    assert "private" not in app.get("/catalog.ttl", headers=headers).headers["Cache-Control"]
    assert "Cookie" not in app.get("/catalog.ttl", headers=headers).headers["Vary"]


def test_documents_when_the_table_says_more_than_ckan_then_ckan_counts(app, lamps, flush):
    """Somebody hides a dataset beside CKAN's actions: no row in the outbox tells of it."""
    from ckan import model

    flush()
    model.Session.execute(
        model.Package.__table__.update().where(model.Package.id == lamps["id"]).values(private=True)
    )
    model.Session.commit()

    assert catalogue.state().is_settled
    assert datasets(triples(app.get("/catalog.ttl").body)) == set()
    app.get(f"/dataset/{lamps['id']}.ttl", status=410)


def test_catalogue_when_the_worker_has_described_only_some_then_all_are_on_its_pages(
    app, council, lamps, flush
):
    from ckan import model

    from ckanext.civic.rdf.logic.descriptions import settle
    from ckanext.civic.rdf.model import CivicRdfDescription, CivicRdfOutbox

    other = factories.dataset(council, name="bins")
    flush()
    model.Session.query(CivicRdfDescription).delete()  # as on a portal that had datasets before
    model.Session.execute(
        CivicRdfOutbox.__table__.update().values(settled_at=None, reason="described anew")
    )
    for each in (lamps, other):
        update("civic_rdf_dataset_refresh", id=each["id"])
    settle(lamps["id"])

    assert not catalogue.state().is_settled
    found = datasets(triples(app.get("/catalog.ttl").body))
    assert found == {lamps["id"], other["id"]}


def test_dataset_when_it_cannot_be_named_then_the_others_are_there(app, council, flush):
    factories.dataset(council, name="bins")
    liar = factories.dataset(
        council,
        name="liar",
        extras=[
            {"key": "civic_origin", "value": "https://other.example"},
            {"key": "civic_origin_graph", "value": f"{SITE}/graph/x/y"},
        ],
    )
    for _ in range(2):
        assert len(datasets(triples(app.get("/catalog.ttl").body))) == 1
        app.get(f"/dataset/{liar['id']}.ttl", status=404)
        flush()
