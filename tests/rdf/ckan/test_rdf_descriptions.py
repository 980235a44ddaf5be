"""What is said of each dataset is what a stranger may see, and every change of it is logged."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk

import factories
from ckanext.civic.changes import log
from ckanext.civic.rdf.errors import DescriptionsBehind
from ckanext.civic.rdf.logic import describing, descriptions
from ckanext.civic.rdf.logic.before_serving import before_serving
from ckanext.civic.rdf.logic.descriptions import current, settle
from ckanext.civic.rdf.model import CivicRdfDescription, CivicRdfOutbox

from .conftest import SITE, update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def lamps():
    council = factories.council(name="manchester", title="Manchester City Council")
    return factories.dataset(council, name="lamps", title="Street lamps", license_id="uk-ogl")


def changes() -> list[tuple[int, str, str]]:
    """Return number, dataset and kind of every change."""
    return [(row.seq, row.package_id, row.kind) for row in log.after(model.Session, 0, 1000)]


def contents(package_id: str) -> list[bytes | None]:
    """Return all that is stored of a dataset's descriptions."""
    table = CivicRdfDescription.__table__
    query = sa.select(table.c.content).where(table.c.package_id == package_id)
    return list(model.Session.scalars(query.order_by(table.c.seq)))


def test_settle_when_a_dataset_is_new_then_it_is_described_and_logged(lamps):
    assert settle(lamps["id"])

    description = current([lamps["id"]])[lamps["id"]]
    assert description.iri == f"{SITE}/dataset/{lamps['id']}"
    assert description.graph == f"{SITE}/graph/manchester/lamps/meta"
    assert b'"Street lamps"' in description.nquads
    assert sorted(description.nquads.splitlines()) == description.nquads.splitlines()
    assert description.count == len(description.ntriples.splitlines())
    assert description.graph.encode() not in description.ntriples
    assert changes() == [(1, lamps["id"], "create")]


def test_settle_when_nothing_changed_then_nothing_is_logged(lamps):
    settle(lamps["id"])

    assert not settle(lamps["id"])
    assert len(changes()) == 1


def test_settle_when_a_title_changed_then_the_new_one_is_current(lamps):
    settle(lamps["id"])
    update("package_patch", id="lamps", title="Lanterns")

    assert settle(lamps["id"])

    assert b'"Lanterns"' in current([lamps["id"]])[lamps["id"]].nquads
    assert [kind for _, _, kind in changes()] == ["create", "update"]
    assert len(contents(lamps["id"])) == 1


@pytest.mark.parametrize("way", ["private", "delete", "purge"])
def test_settle_when_a_dataset_is_hidden_then_every_word_is_erased(lamps, way):
    settle(lamps["id"])
    update("package_patch", id="lamps", title="Lanterns")
    settle(lamps["id"])
    hide(way)

    assert settle(lamps["id"])

    assert contents(lamps["id"]) == [None]
    assert current([lamps["id"]]) == {}
    assert changes()[-1] == (3, lamps["id"], "delete")
    assert not settle(lamps["id"])


def test_settle_when_a_dataset_comes_back_then_it_is_created_again(lamps):
    settle(lamps["id"])
    update("package_patch", id="lamps", private=True)
    settle(lamps["id"])
    update("package_patch", id="lamps", private=False)
    settle(lamps["id"])

    assert [kind for _, _, kind in changes()] == ["create", "delete", "create"]
    assert lamps["id"] in current([lamps["id"]])


def test_settle_when_a_dataset_was_never_public_then_nothing_is_logged(lamps):
    update("package_patch", id="lamps", private=True)

    assert not settle(lamps["id"])
    assert changes() == []


def test_settle_when_it_dies_before_the_commit_then_nothing_is_lost_or_doubled(lamps, monkeypatch):
    for place in ("_put", "dataset_hash"):
        with monkeypatch.context() as crash:
            crash.setattr(descriptions, place, killed)
            with pytest.raises(KeyboardInterrupt):
                settle(lamps["id"])
        model.Session.rollback()
        assert changes() == []
        assert waiting() == {lamps["id"]}

    settle(lamps["id"])

    assert changes() == [(1, lamps["id"], "create")]


def test_settle_when_somebody_edits_meanwhile_then_the_edit_stays_queued(lamps, monkeypatch):
    def seen_and_edited(package_id):
        seen = describing.seen_now(package_id)
        monkeypatch.undo()
        update("package_patch", id="lamps", title="Lanterns")
        return seen

    monkeypatch.setattr(descriptions, "seen_now", seen_and_edited)
    settle(lamps["id"])

    assert waiting() == {lamps["id"]}
    settle(lamps["id"])
    assert b'"Lanterns"' in current([lamps["id"]])[lamps["id"]].nquads
    assert waiting() == set()


def test_flush_when_there_is_no_store_then_datasets_are_described_all_the_same(lamps):
    done = factories.act("civic_rdf_outbox_flush", factories.site_user())

    assert (done["failed"], done["pending"]) == (0, 0)
    assert lamps["id"] in current([lamps["id"]])


@pytest.mark.parametrize("way", ["private", "delete", "purge"])
def test_before_serving_when_a_dataset_was_just_hidden_then_it_is_erased(lamps, way):
    settle(lamps["id"])
    hide(way)

    before_serving()

    assert contents(lamps["id"]) == [None]


def test_before_serving_when_it_was_hidden_without_a_word_then_it_is_erased(lamps):
    settle(lamps["id"])
    model.Session.execute(sa.update(model.Package).values(private=True))
    model.Session.query(CivicRdfOutbox).delete()
    model.Session.commit()

    before_serving()

    assert current([lamps["id"]]) == {}


def test_before_serving_when_a_plugin_hides_a_dataset_then_it_is_erased(lamps, monkeypatch):
    from ckanext.civic.rdf.logic import before_serving as module

    settle(lamps["id"])
    tk.signals.ckanext.signal("civic:dataset_visibility_changed").send(
        "gate", package_id=lamps["id"]
    )
    before_serving()
    assert lamps["id"] in current([lamps["id"]])

    for place in (module, describing):
        monkeypatch.setattr(place, "visible_dataset", lambda package_id: None)
    tk.signals.ckanext.signal("civic:dataset_visibility_changed").send(
        "gate", package_id=lamps["id"]
    )
    before_serving()

    assert current([lamps["id"]]) == {}


def test_before_serving_when_it_cannot_erase_then_nothing_may_be_served(lamps, monkeypatch):
    settle(lamps["id"])
    update("package_patch", id="lamps", private=True)
    monkeypatch.setattr(descriptions, "_erase", broken)

    with pytest.raises(DescriptionsBehind):
        before_serving()


def hide(way: str) -> None:
    """Hide the dataset lamps."""
    if way == "private":
        update("package_patch", id="lamps", private=True)
    else:
        update("package_delete" if way == "delete" else "dataset_purge", id="lamps")


def waiting() -> set[str]:
    """Return the datasets that are queued and not settled."""
    rows = model.Session.query(CivicRdfOutbox).filter(CivicRdfOutbox.settled_at.is_(None))
    return {row.package_id for row in rows}


def killed(*args):
    raise KeyboardInterrupt


def broken(*args):
    raise RuntimeError("a fault")


def test_settle_when_a_package_is_no_dataset_then_it_is_not_described(lamps):
    settle(lamps["id"])
    model.Session.execute(sa.update(model.Package).values(type="harvest"))
    model.Session.commit()

    assert settle(lamps["id"])
    assert current([lamps["id"]]) == {}
