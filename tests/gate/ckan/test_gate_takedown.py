"""Withdrawing works while the search index is down, and nothing comes back with it."""

from __future__ import annotations

import pytest
from ckan import model

import factories
from ckanext.civic.gate.cli import civic_gate

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")


@pytest.fixture
def taken_down(scene, solr_down):
    """Hold a released dataset while the index is down; the index comes back outdated."""
    dataset = scene.create(title="findable")
    scene.release(dataset["id"])
    solr_down(True)
    result = scene.hold(dataset["id"])
    assert result["indexed"] is False
    return dataset


def test_hold_when_the_index_is_down_then_reads_are_closed_at_once(taken_down, is_public):
    assert not is_public(taken_down["id"])
    assert factories.act("package_list", None) == []
    assert model.Package.get(taken_down["id"]).private is True


def test_hold_when_the_index_comes_back_outdated_then_no_search_shows_it(
    taken_down, solr_down, scene
):
    solr_down(False)
    for user in (None, scene.users["outsider"]):
        found = factories.act("package_search", user, **{"facet.field": ["organization"]})
        assert (found["count"], found["results"]) == (0, [])
        assert found["search_facets"]["organization"]["items"] == []
        titles = factories.act("package_search", user, fl="title", q="findable")
        assert titles["count"] == 0
    assert factories.act("package_autocomplete", None, q="find") == []
    assert factories.act("current_package_list_with_resources", None) == []


def test_close_when_the_index_is_back_then_brings_it_in_step(taken_down, solr_down, scene, cli):
    solr_down(False)
    result = cli.invoke(civic_gate, ["close"])
    assert result.exit_code == 0, result.output
    assert "0 datasets made private, 1 indexed again" in result.output
    member = factories.act("package_search", scene.users["member"], include_private=True)
    assert member["count"] == 1
    assert factories.act("package_search", None)["count"] == 0


def test_hold_when_repeated_after_the_index_is_back_then_indexes_it(taken_down, solr_down, scene):
    solr_down(False)
    assert scene.hold(taken_down["id"])["indexed"] is True
    shown = factories.act("civic_gate_dataset_show", scene.users["member"], id=taken_down["id"])
    assert shown["is_index_stale"] is False


def test_release_when_the_index_is_down_then_says_so_and_the_decision_stands(
    scene, solr_down, is_public
):
    dataset = scene.create()
    solr_down(True)
    assert scene.release(dataset["id"])["indexed"] is False
    solr_down(False)
    assert is_public(dataset["id"])
    assert factories.act("package_search", None)["count"] == 0
    assert scene.release(dataset["id"])["indexed"] is True
    assert factories.act("package_search", None)["count"] == 1


def test_search_when_the_index_was_restored_from_before_a_hold_then_drops_it(scene):
    """An outdated index without a note of it: what it calls public is compared with the rows."""
    from ckanext.civic.gate import register

    dataset = scene.create()
    scene.release(dataset["id"])
    register.record(
        model.Session,
        dataset["id"],
        state="held",
        rule=register.Rule.REVIEWER_HELD,
        reason="x",
        reviewer=register.Reviewer(),
        content_hash="x",
        is_index_stale=False,
    )
    model.Session.commit()
    found = factories.act("package_search", None)
    assert (found["count"], found["results"]) == (0, [])


def test_close_when_datasets_were_public_before_the_gate_came_then_makes_them_private(scene, cli):
    dataset = scene.create()
    model.Session.query(model.Package).filter_by(id=dataset["id"]).update({"private": False})
    model.Session.commit()
    result = cli.invoke(civic_gate, ["close"])
    assert "1 datasets made private, 1 indexed again" in result.output
    model.Session.expire_all()
    assert model.Package.get(dataset["id"]).private is True
