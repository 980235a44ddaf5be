"""Notices changes that nobody works on: a worker and its queue can both die with a job in them.

Each web process looks now and then, on the way of a request: a process that has just started on
its first; sooner again when a change was too young then. So what a change queued is done at the
latest half a minute after there is a queue and a visitor again, and nobody needs to remember a
command.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

import sqlalchemy as sa
from ckan import model
from flask import Flask

from ckanext.civic.core import clock

from ..model import CivicRdfOutbox
from .queue import wake_worker

log = logging.getLogger(__name__)

EVERY_S = 30
PATIENCE_S = 10  # a change that is younger has a job that is about to start

_next_look = 0.0


def watch(app: Flask) -> None:
    """Look at the outbox on the way of the app's requests."""
    app.before_request(beat)


def beat() -> None:
    """Wake the worker when something has waited for too long; never fail, and rarely look."""
    global _next_look
    now = time.monotonic()
    if now < _next_look:
        return
    _next_look = now + EVERY_S
    try:
        with model.meta.create_local_session() as session:
            oldest = session.scalar(_oldest_due())
        if oldest is None:
            return
        if oldest <= clock.now() - timedelta(seconds=PATIENCE_S):
            wake_worker()
        else:
            _next_look = now + PATIENCE_S
    except Exception as error:  # a page is not held up by what it does not show
        log.warning("The outbox could not be looked at: %s", type(error).__name__)


def _oldest_due() -> sa.Select[tuple[datetime]]:
    due = CivicRdfOutbox.next_try_at <= clock.now()
    return sa.select(sa.func.min(CivicRdfOutbox.queued_at)).where(due)
