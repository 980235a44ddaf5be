"""Keep the list of what was not taken, and why, true to the last plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from ..model import Record, RecordState
from ..plan.build import Plan
from ..plan.decision import Decision, Outcome
from ..plan.local_dataset import Holding, LocalDataset
from ..records.peer_record import PeerRecord
from .settings import PeerSettings


def quarantine(peer: PeerSettings, run_id: str, record: PeerRecord, reason: str) -> None:
    """Record that a dataset is not taken; what is here of it stays as it is.

    Writes nothing when that is already known. The caller commits.
    """
    statement = insert(Record).values(
        peer_id=peer.id,
        origin_id=record.id,
        origin=record.origin.site if record.origin else "",
        name=record.name,
        state=RecordState.QUARANTINED.value,
        reason=reason,
        path=" ".join(record.origin.path) if record.origin else "",
        seen_run=run_id,
    )
    # What is unfinished stays marked as that, so that its release or purge is not forgotten.
    is_unfinished = sa.or_(
        Record.state == RecordState.APPLYING.value,
        sa.and_(Record.state == RecordState.GONE.value, Record.package_id.is_not(None)),
    )
    state = sa.case((is_unfinished, Record.state), else_=statement.excluded.state)
    model.Session.execute(
        statement.on_conflict_do_update(
            index_elements=[Record.peer_id, Record.origin_id],
            set_={
                "state": state,
                "reason": statement.excluded.reason,
                "seen_run": statement.excluded.seen_run,
                "changed_at": statement.excluded.changed_at,
            },
            where=sa.or_(Record.state != state, Record.reason != statement.excluded.reason),
        )
    )


def refresh_quarantine(
    peer: PeerSettings,
    run_id: str,
    plan: Plan,
    records: Mapping[str, PeerRecord],
    local: Mapping[str, LocalDataset],
) -> None:
    """Record what ``plan`` quarantines and forget what it no longer does; commits."""
    _lift(peer, {decision.id: decision for decision in plan.decisions})
    for decision in plan.with_outcome(Outcome.QUARANTINE):
        if not _is_known_difference(records[decision.id], local.get(decision.id)):
            quarantine(peer, run_id, records[decision.id], decision.reason)
    model.Session.commit()


def _lift(peer: PeerSettings, decisions: Mapping[str, Decision]) -> None:
    for row in _quarantined(peer):
        decision = decisions.get(row.origin_id)
        if decision is not None and decision.outcome is Outcome.QUARANTINE:
            continue
        is_settled = decision is None or decision.outcome in (Outcome.UNCHANGED, Outcome.SKIP)
        if is_settled and row.package_id is None:
            model.Session.delete(row)
        elif is_settled:
            row.state, row.reason = RecordState.IN_STEP.value, ""


def _quarantined(peer: PeerSettings) -> Iterable[Record]:
    return model.Session.scalars(
        sa.select(Record).where(
            Record.peer_id == peer.id, Record.state == RecordState.QUARANTINED.value
        )
    ).all()


def _is_known_difference(record: PeerRecord, local: LocalDataset | None) -> bool:
    return (
        local is not None
        and local.holding is Holding.DIFFERS
        and local.content_hash == record.content_hash
    )
