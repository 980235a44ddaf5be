"""A portal that has datasets already is described by the page, and says the same as one by one."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.changes import log
from ckanext.civic.rdf.logic import anonymous, describing_many
from ckanext.civic.rdf.logic.catching_up import describe_everything, queue_when_described_otherwise
from ckanext.civic.rdf.logic.describing_many import describe_new
from ckanext.civic.rdf.logic.descriptions import current, settle
from ckanext.civic.rdf.model import CivicRdfOutbox

from .conftest import update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def older(monkeypatch):
    """Datasets that are older than the plugin, some hidden, in a council that has a new name."""
    monkeypatch.setattr(describing_many, "FEW", 0)
    monkeypatch.setattr(describing_many, "PAGE", 2)
    council = factories.council(name="manchester", title="Manchester")
    group = update("group_create", name="transport", title="Transport")
    made = [
        factories.dataset(
            council, name=f"set-{n}", title=f"Set {n}", groups=[{"name": group["name"]}]
        )
        for n in range(5)
    ]
    factories.dataset(council, name="secret", private=True)
    gone = factories.dataset(council, name="gone")
    update("package_delete", id=gone["id"])
    model.Session.execute(
        sa.update(model.Group).where(model.Group.name == "manchester").values(title="Renamed")
    )
    model.Session.query(CivicRdfOutbox).delete()
    model.Session.commit()
    queue_when_described_otherwise()
    return made


def test_describing_when_done_by_the_page_then_it_says_the_same_as_one_by_one(older):
    assert describe_new() == len(older)

    found = current([each["id"] for each in older])
    assert len(found) == len(older)
    for each in older:
        assert b'"Renamed"' in found[each["id"]].nquads
        assert f'"{each["title"]}"'.encode() in found[each["id"]].nquads
        assert not settle(each["id"])
    changes = log.after(model.Session, 0, 100)
    assert [(row.seq, row.kind) for row in changes] == [(n, "create") for n in range(1, 6)]
    assert describe_new() == 0
    assert describe_everything() == []


def test_describing_when_the_index_is_late_then_the_dataset_is_left_to_settle(older):
    late = older[2]["id"]
    model.Session.execute(
        sa.update(model.Package)
        .where(model.Package.id == late)
        .values(title="Changed", metadata_modified=sa.func.now())
    )
    model.Session.commit()

    assert describe_new() == 4
    assert late not in current([late])

    assert describe_everything() == []
    assert b'"Changed"' in current([late])[late].nquads


def test_describing_when_a_dataset_was_hidden_meanwhile_then_it_is_not_described(
    older, monkeypatch
):
    hidden = older[3]["id"]
    made = describing_many._made

    def and_hide(dataset, organizations, site):
        if dataset["id"] == hidden:
            with model.meta.engine.begin() as other:
                other.execute(
                    sa.update(model.Package).where(model.Package.id == hidden).values(private=True)
                )
        return made(dataset, organizations, site)

    monkeypatch.setattr(describing_many, "_made", and_hide)

    assert describe_new() == 4
    assert hidden not in current([hidden])


@pytest.mark.parametrize("change", ["signal", "group", "index"])
def test_describing_when_the_index_could_be_late_then_it_is_left_to_settle(
    older, change, monkeypatch
):
    if change == "signal":
        tk.signals.ckanext.signal("civic:dataset_visibility_changed").send(
            "gate", package_id=older[0]["id"]
        )
    elif change == "group":  # changes no time of the dataset
        model.Session.query(model.Member).filter_by(
            table_id=older[0]["id"], table_name="package"
        ).update({"state": "deleted"})
        model.Session.commit()
    else:
        model.Session.execute(
            sa.update(model.Package).where(model.Package.id == older[0]["id"]).values(owner_org="x")
        )
        model.Session.commit()

    assert describe_new() == 4
    assert older[0]["id"] not in current([older[0]["id"]])


def test_describing_when_datasets_were_just_edited_then_it_says_what_they_are_now(older):
    update("package_patch", id=older[0]["id"], title="Edited")

    assert describe_new() == 5

    assert b'"Edited"' in current([older[0]["id"]])[older[0]["id"]].nquads
    for each in older:
        assert not settle(each["id"])


def test_describing_when_time_is_up_then_the_rest_waits(older, monkeypatch):
    monkeypatch.setattr(anonymous, "PAGE_ROWS", 2)

    assert describe_new(limit_s=0) == 2
    assert describe_new() == 3
