"""Bring the copies of one peer's datasets in step: read, plan, apply, verify.

Nothing is written before the peer's catalogue was read whole and the plan stands. Each dataset is
then written in its own transaction, so that a pull that is killed anywhere is finished by the
next one.
"""

from __future__ import annotations

import logging

import ckan.plugins.toolkit as tk
from ckan import model
from rq.timeouts import BaseTimeoutException

from ckanext.civic.core.errors import CivicError, Place

from .. import config
from ..errors import PullStopped, SyncError, TooManyDeletes
from ..model import Peer, Run, RunState
from ..plan.brake import check_brake
from ..plan.build import Plan, build_plan
from ..plan.decision import Outcome
from ..plan.rules import decide
from ..records.peer_record import PeerRecord
from ..staging import Stage, read_catalogue
from .apply import Applied, apply_plan
from .local_state import local_state
from .lock import own_connection, peer_lock
from .quarantine import refresh_quarantine
from .run_log import RunLog
from .settings import PeerSettings

log = logging.getLogger(__name__)

_CHANGES = (Outcome.CREATE, Outcome.UPDATE, Outcome.DELETE)


def run_pull(run_id: str) -> None:
    """Do the queued run ``run_id``; its row tells how it went.

    Raises nothing that its row can tell. A run that is no longer queued is left alone.
    """
    run = model.Session.get(Run, run_id)
    peer_row = run and model.Session.get(Peer, run.peer_id)
    if run is None or peer_row is None:
        log.warning("There is no run %s any more, or its peer was removed.", run_id)
        return
    peer, force = PeerSettings.of(peer_row), run.force
    model.Session.rollback()  # hold no transaction while the peer is read
    with own_connection() as connection, peer_lock(connection, peer.id) as is_ours:
        run_log = RunLog(connection, run_id, peer.id)
        if not run_log.start():
            return
        try:
            if not is_ours:
                raise PullStopped(
                    f"Another pull of {peer.name} is running.",
                    advice="Pull again when it is done.",
                )
            run_log.stop_others()
            _pull(peer, run_log, force)
        except (PullStopped, TooManyDeletes) as error:
            run_log.finish(RunState.STOPPED, error=str(error))
        except CivicError as error:
            run_log.finish(RunState.FAILED, error=str(error))
        except BaseTimeoutException:
            run_log.finish(
                RunState.FAILED,
                error=f"It took over {config.job_timeout_s()} seconds. Pull again: it goes on"
                " where it was.",
            )
        except Exception as error:
            log.exception("Pull %s of %s failed", run_id, peer.name)
            run_log.finish(
                RunState.FAILED,
                error=f"Something unforeseen happened ({type(error).__name__}); the log of the"
                " worker has more. Pull again: it goes on where it was.",
            )
        else:
            run_log.finish(RunState.SUCCEEDED)
        finally:
            model.Session.rollback()


def _pull(peer: PeerSettings, run_log: RunLog, force: bool) -> None:
    run_log.step("read")
    local, rules = local_state(peer), peer.rules(force=force)
    model.Session.rollback()

    def is_needed(record: PeerRecord) -> bool:
        return decide(record, local.get(record.id), rules).outcome in _CHANGES

    stage = read_catalogue(
        peer.transport(),
        peer.url,
        {id_: dataset.content_hash for id_, dataset in local.items()},
        keep=is_needed,
        progress=run_log.progress,
    )
    run_log.step("plan")
    plan = build_plan(stage.records, local, rules)
    run_log.counts(_counts(plan, stage, Applied()))
    if not force:
        _brake(plan, peer)
    refresh_quarantine(peer, run_log.run_id, plan, stage.records, local)
    run_log.step("apply")
    applied = apply_plan(plan, stage, peer, run_log, local)
    run_log.counts(_counts(plan, stage, applied))
    run_log.step("verify")
    _verify(peer, stage, applied)


def _brake(plan: Plan, peer: PeerSettings) -> None:
    try:
        check_brake(plan, share_percent=config.brake_percent(), count=config.brake_count())
    except TooManyDeletes as error:
        error.place = Place(peer=f"{peer.name} ({peer.url})", step="plan")
        raise


def _verify(peer: PeerSettings, stage: Stage, applied: Applied) -> None:
    """Plan once more, from the database: raises SyncError when there is anything left to do."""
    again = build_plan(stage.records, local_state(peer), peer.rules())
    left = {
        decision.id
        for outcome in _CHANGES
        for decision in again.with_outcome(outcome)
        if decision.id not in applied.rejected
    }
    troubles = [
        f"{len(ids)} {text} (first: {min(ids)})."
        for ids, text in (
            (applied.failed, "datasets could not be written or removed"),
            (applied.inexact, "copies read back differently from what was published"),
            (left - applied.failed, "datasets are not in step"),
        )
        if ids
    ]
    if troubles:
        raise SyncError(
            " ".join(troubles),
            place=Place(peer=f"{peer.name} ({peer.url})", step="verify"),
            advice="All others are in step. The reasons are in the list below.",
        )


def _counts(plan: Plan, stage: Stage, applied: Applied) -> dict[str, int]:
    return {
        "seen": len(stage.records),
        "creates": len(applied.created),
        "updates": len(applied.updated),
        "deletes": len(applied.deleted),
        "unchanged": plan.count(Outcome.UNCHANGED),
        "skipped": plan.count(Outcome.SKIP),
        "quarantined": plan.count(Outcome.QUARANTINE) + len(applied.rejected),
        "failed": len(applied.failed),
    }


def queue_pull(peer: Peer, *, force: bool = False) -> Run:
    """Put a pull of ``peer`` on the job queue; return its run."""
    run = new_run(peer, force=force)
    tk.enqueue_job(
        run_pull,
        [run.id],
        title=f"civic_sync: pull {peer.name}",
        queue=config.queue(),
        rq_kwargs={"timeout": config.job_timeout_s()},
    )
    return run


def new_run(peer: Peer, *, force: bool = False) -> Run:
    """Write down a run of ``peer`` that waits to be done."""
    run = Run(peer_id=peer.id, force=force, counts={})
    model.Session.add(run)
    model.Session.commit()
    return run
