"""Several workers and an editor at once, each with a connection of its own, on real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model

import factories
from ckanext.civic.changes import log
from ckanext.civic.changes.model import ChangeKind
from ckanext.civic.rdf.logic.catching_up import describe_everything, queue_when_described_otherwise
from ckanext.civic.rdf.logic.descriptions import settle
from ckanext.civic.rdf.logic.snapshot import each_current
from ckanext.civic.rdf.model import CivicRdfDescription, CivicRdfOutbox

from .conftest import update

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]


@pytest.fixture
def inside(app) -> Callable[[Callable[[], Any]], Any]:
    """Return ``inside(work)``, which does work in a thread as a worker process would."""

    def act(work: Callable[[], Any]) -> Any:
        with app.flask_app.app_context():
            try:
                return work()
            finally:
                model.Session.remove()

    return act


@pytest.fixture
def made():
    council = factories.council(name="manchester", title="Manchester City Council")
    return [factories.dataset(council, name=f"set-{n}", title=f"Set {n}") for n in range(6)]


def numbers() -> list[int]:
    """Return the numbers of all changes, oldest first."""
    model.Session.rollback()
    return list(model.Session.scalars(sa.text("SELECT seq FROM civic_change ORDER BY seq")))


def test_settle_when_many_do_it_at_once_then_nothing_is_doubled_swapped_or_missing(made, inside):
    ids = [each["id"] for each in made]

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(inside, lambda id=id: settle(id)) for id in ids * 4]
        changed = [job.result() for job in jobs]

    assert sum(changed) == len(ids)
    assert numbers() == list(range(1, len(ids) + 1))
    titles = {each["id"]: each["title"] for each in made}
    described = list(each_current())
    assert len(described) == len(ids)
    for each in described:
        assert f'"{titles[each.package_id]}"'.encode() in each.nquads
        assert each.iri.endswith(each.package_id)


def test_settle_when_an_editor_edits_meanwhile_then_the_last_title_wins(made, inside):
    def edit() -> None:
        for turn in range(3):
            for each in made:
                update("package_patch", id=each["id"], title=f"{each['name']} turn {turn}")

    with ThreadPoolExecutor(3) as pool:
        editing = pool.submit(inside, edit)
        while not editing.done():
            for job in [pool.submit(inside, describe_everything) for _ in range(2)]:
                assert job.result() == []
        editing.result()
    assert describe_everything() == []

    for each in each_current():
        name = next(x["name"] for x in made if x["id"] == each.package_id)
        assert f'"{name} turn 2"'.encode() in each.nquads
    assert numbers() == list(range(1, len(numbers()) + 1))
    table = CivicRdfDescription.__table__
    current = sa.select(sa.func.count()).select_from(table)
    assert model.Session.scalar(current) == len(made)
    left = model.Session.query(CivicRdfOutbox).filter(CivicRdfOutbox.settled_at.is_(None))
    assert left.count() == 0


def test_log_when_a_writer_is_slow_or_gives_up_then_numbers_follow_the_commits(inside):
    engine = model.meta.engine
    assert engine is not None
    with engine.connect() as slow, engine.connect() as given_up, ThreadPoolExecutor(2) as pool:
        assert log.record(slow, "slow", ChangeKind.CREATE) == 1

        def quick() -> int:
            seq = log.record(model.Session, "quick", ChangeKind.CREATE)
            model.Session.commit()
            return seq

        waiting = pool.submit(inside, quick)
        assert not waiting.done()
        assert numbers() == []  # nobody sees 2 before 1
        slow.commit()
        assert waiting.result(timeout=20) == 2
        log.record(given_up, "given-up", ChangeKind.CREATE)
        given_up.rollback()
        assert inside(quick) == 3
    assert numbers() == [1, 2, 3]


def test_queue_when_many_start_at_once_then_everything_is_queued_once(made, inside):
    model.Session.query(CivicRdfOutbox).delete()
    model.Session.commit()

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(inside, queue_when_described_otherwise) for _ in range(4)]
        did = [job.result() for job in jobs]

    assert sum(did) == 1
    assert model.Session.query(CivicRdfOutbox).count() == len(made)
