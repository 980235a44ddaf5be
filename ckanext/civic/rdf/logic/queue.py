"""Remember that a dataset changed, in the same transaction; then wake the worker."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.lib import jobs as ckan_jobs
from ckan.lib.redis import connect_to_redis
from redis.exceptions import RedisError
from rq.job import JobStatus

from ckanext.civic.core import clock

from .. import config
from ..model import CivicRdfOutbox

log = logging.getLogger(__name__)

JOB_TIMEOUT_S = 4 * 3600
LONGEST_WAIT_S = 3600
_QUEUED = "civic_rdf_queued"
_WAITING_S = 300  # how long one waiting job stands for all later changes
_TO_START = (JobStatus.QUEUED, JobStatus.SCHEDULED, JobStatus.DEFERRED)
_SLACK_S = 2


def remember(session: Any, package_ids: Iterable[str], reason: str) -> None:
    """Add outbox rows in ``session``'s transaction; the worker is woken when it commits.

    Without a store too: descriptions, dumps and the feed need none.
    """
    now = clock.now()
    rows = [
        {
            "package_id": package_id,
            "reason": reason,
            "queued_at": now,
            "attempts": 0,
            "next_try_at": now,
        }
        for package_id in dict.fromkeys(package_ids)
    ]
    if rows:
        session.execute(sa.insert(CivicRdfOutbox), rows)
        session.info[_QUEUED] = True


def remember_now(package_ids: Iterable[str], reason: str) -> None:
    """Add outbox rows in a transaction of their own, for changes that are committed already."""
    with model.meta.create_local_session() as session:
        remember(session, package_ids, reason)
        queued = session.info.pop(_QUEUED, False)
        session.commit()
    if queued:
        wake_worker()


def wake_after_commit(session: Any) -> None:
    """Wake the worker when the transaction that has just been committed queued something."""
    if not session.in_nested_transaction() and session.info.pop(_QUEUED, False):
        wake_worker()


def wake_worker(*, delay_s: float = 0) -> None:
    """Queue one flush, unless one is waiting; without a queue the heartbeat does it later.

    With ``delay_s`` the worker's scheduler starts it then, if none is to start sooner.
    """
    from ..jobs import flush_outbox

    job_id, due = str(uuid.uuid4()), time.time() + delay_s
    try:
        redis = connect_to_redis()
        key, life_s = _waiting_key(later=delay_s > 0), int(delay_s) + _WAITING_S
        value = f"{job_id} {due:.0f}"
        if not redis.set(key, value, nx=True, ex=life_s):
            if _waits(redis.get(key), until=due):
                return
            redis.set(key, value, ex=life_s)  # that job was lost, or is to start too late
        if delay_s:
            ckan_jobs.get_queue().enqueue_in(
                timedelta(seconds=delay_s),
                flush_outbox,
                kwargs={"again": True},
                job_id=job_id,
                job_timeout=JOB_TIMEOUT_S,
            )
        else:
            tk.enqueue_job(
                flush_outbox,
                title="Describe changed datasets as linked data",
                rq_kwargs={"timeout": JOB_TIMEOUT_S, "job_id": job_id},
            )
    except RedisError:
        log.warning("No job queue: changed datasets wait until it is back")


def _waits(value: Any, *, until: float) -> bool:
    """Tell whether the job that a key stands for is still to start, and by ``until``."""
    job_id, _, due = (value or b"").decode("ascii", "replace").partition(" ")
    try:
        status = ckan_jobs.job_from_id(job_id).get_status()
        return status in _TO_START and float(due) <= until + _SLACK_S
    except (KeyError, ValueError):
        return False


def postpone(ids: list[int], message: str) -> None:
    """Write down why rows of the outbox failed and when to try again: twice as late each time.

    Commits.
    """
    rows = model.Session.query(CivicRdfOutbox).filter(CivicRdfOutbox.id.in_(ids))
    for row in rows:
        row.attempts += 1
        wait_s = min(LONGEST_WAIT_S, config.retry_wait_s() * 2 ** min(row.attempts - 1, 12))
        row.next_try_at = clock.now() + timedelta(seconds=wait_s)
        row.last_error = message
    model.Session.commit()


def worker_woke(*, later: bool) -> None:
    """Let the next flush of this sort be queued; call it before the outbox is read.

    ``later`` is for the ones that ``delay_s`` put off: only one of them ever waits.
    """
    connect_to_redis().delete(_waiting_key(later=later))


def _waiting_key(*, later: bool) -> str:
    kind = "retry" if later else "flush"
    return f"ckan:{tk.config.get('ckan.site_id')}:civic-rdf:{kind}-waiting"
