"""Nothing that a change queued is forgotten by workers and queues that die."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.lib import jobs
from ckan.lib.redis import connect_to_redis

import factories
from ckanext.civic.core import clock
from ckanext.civic.rdf.logic import heartbeat, queue
from ckanext.civic.rdf.model import CivicRdfOutbox

pytestmark = pytest.mark.with_plugins("civic_rdf")


def waiting_flushes() -> list[jobs.Job]:
    """Return the flushes that are queued to start at once."""
    return [job for job in jobs.get_queue().jobs if job.func_name.endswith("flush_outbox")]


@pytest.fixture(autouse=True)
def no_jobs(store, clean_queues):
    for later in (False, True):
        queue.worker_woke(later=later)
    yield
    for later in (False, True):
        queue.worker_woke(later=later)


def grow_older(seconds: int) -> None:
    """Make what is queued so much older."""
    earlier = clock.now() - timedelta(seconds=seconds)
    model.Session.execute(sa.update(CivicRdfOutbox).values(queued_at=earlier, next_try_at=earlier))
    model.Session.commit()


def test_wake_when_one_waits_then_there_is_no_second(council):
    queue.wake_worker()
    queue.wake_worker()

    assert len(waiting_flushes()) == 1


def test_wake_when_the_waiting_job_was_lost_then_another_is_queued():
    queue.wake_worker()
    jobs.get_queue().empty()  # as when the queue was killed and came back empty

    queue.wake_worker()

    assert len(waiting_flushes()) == 1


def test_wake_when_the_key_says_nonsense_then_it_does_not_block():
    connect_to_redis().set(queue._waiting_key(later=False), "1", ex=300)

    queue.wake_worker()

    assert len(waiting_flushes()) == 1


def test_wake_when_a_worker_died_with_the_job_then_another_is_queued():
    queue.wake_worker()
    (job,) = waiting_flushes()
    job.set_status(jobs.rq.job.JobStatus.STARTED)
    jobs.get_queue().remove(job)

    queue.wake_worker()

    assert len(waiting_flushes()) == 1


def test_wake_when_a_later_job_waits_then_a_sooner_one_is_scheduled():
    from rq.registry import ScheduledJobRegistry

    registry = ScheduledJobRegistry(queue=jobs.get_queue())
    before = set(registry.get_job_ids())
    for delay_s in (3000, 10, 500):
        queue.wake_worker(delay_s=delay_s)

    made = set(registry.get_job_ids()) - before
    for job_id in made:
        registry.remove(job_id)
    assert len(made) == 2


def test_request_when_changes_were_left_behind_then_a_flush_is_queued(council, app, monkeypatch):
    factories.dataset(council, name="lamps")
    grow_older(60)
    jobs.get_queue().empty()
    queue.worker_woke(later=False)
    monkeypatch.setattr(heartbeat, "_next_look", 0.0)

    app.get("/about")
    app.get("/about")

    assert len(waiting_flushes()) == 1


def test_request_when_a_change_is_new_then_its_own_job_is_trusted(council, app, monkeypatch):
    factories.dataset(council, name="lamps")
    jobs.get_queue().empty()
    monkeypatch.setattr(heartbeat, "_next_look", 0.0)

    app.get("/about")

    assert waiting_flushes() == []


def test_request_when_a_change_was_new_at_the_last_look_then_the_next_one_comes_sooner(
    council, app, monkeypatch
):
    factories.dataset(council, name="lamps")
    jobs.get_queue().empty()
    monkeypatch.setattr(heartbeat, "_next_look", 0.0)
    monkeypatch.setattr(heartbeat, "PATIENCE_S", 0.5)

    app.get("/about")
    time.sleep(0.6)
    app.get("/about")

    assert len(waiting_flushes()) == 1


def test_request_when_the_table_cannot_be_read_then_the_page_is_shown(app, monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr(heartbeat, "_oldest_due", broken)
    monkeypatch.setattr(heartbeat, "_next_look", 0.0)

    assert app.get("/about").status_code == 200
