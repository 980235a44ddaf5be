"""What is said of one dataset about another follows that other, and goes when it is hidden."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.rdf.logic import descriptions
from ckanext.civic.rdf.logic.before_serving import before_serving
from ckanext.civic.rdf.logic.catching_up import describe_everything
from ckanext.civic.rdf.logic.descriptions import current, settle
from ckanext.civic.rdf.model import CivicRdfMention

from .conftest import update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def council():
    return factories.council(name="manchester", title="Manchester City Council")


@pytest.fixture
def series(council):
    return factories.dataset(council, name="all-lamps", title="Lamps of all years")


@pytest.fixture
def member(council, series):
    return factories.dataset(
        council, name="lamps", extras=[{"key": "in_series", "value": series["name"]}]
    )


def said(dataset) -> bytes:
    """Return what is said of a dataset."""
    found = current([dataset["id"]])
    return found[dataset["id"]].nquads if found else b""


@pytest.mark.parametrize("way", ["private", "delete", "purge"])
def test_mention_when_the_named_dataset_was_just_hidden_then_it_is_gone(member, series, way):
    describe_everything()
    assert series["id"].encode() in said(member)
    if way == "private":
        update("package_patch", id=series["id"], private=True)
    else:
        update("package_delete" if way == "delete" else "dataset_purge", id=series["id"])

    before_serving()

    assert said(member)
    assert series["id"].encode() not in said(member)
    assert b"Lamps of all years" not in said(member)


def test_mention_when_the_named_dataset_is_renamed_then_it_follows(member, series):
    describe_everything()
    update("package_patch", id=series["id"], title="Lanterns of all years")

    assert describe_everything() == []
    assert describe_everything() == []

    assert b"Lamps of all years" not in said(member)


def test_mention_when_the_named_dataset_appears_then_it_is_named(member, series):
    update("package_patch", id=series["id"], private=True)
    describe_everything()
    assert series["id"].encode() not in said(member)
    update("package_patch", id=series["id"], private=False)

    describe_everything()
    describe_everything()

    assert series["id"].encode() in said(member)


def test_mention_when_the_named_dataset_is_hidden_while_one_is_described_then_it_goes(
    member, series, monkeypatch
):
    settle(series["id"])
    seen_now = descriptions.seen_now

    def seen_and_hidden(package_id):
        seen = seen_now(package_id)
        monkeypatch.undo()
        update("package_patch", id=series["id"], private=True)
        settle(series["id"])  # finds no mention: it is not written yet
        return seen

    monkeypatch.setattr(descriptions, "seen_now", seen_and_hidden)
    settle(member["id"])

    before_serving()

    assert said(member)
    assert series["id"].encode() not in said(member)


def test_mention_when_two_name_each_other_then_describing_ends(council, series, member):
    update("package_patch", id=series["id"], extras=[{"key": "replaces", "value": member["name"]}])
    for _ in range(3):
        assert describe_everything() == []

    before = current([series["id"], member["id"]])
    assert describe_everything() == []
    assert current([series["id"], member["id"]]) == before
    rows = model.Session.execute(sa.select(CivicRdfMention.__table__)).all()
    assert {row.package_id for row in rows} == {series["id"], member["id"]}
