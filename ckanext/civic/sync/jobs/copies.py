"""Write, release and remove the copies of one peer's datasets, one transaction each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import Context
from sqlalchemy.dialects.postgresql import insert

from ckanext.civic.core import clock

from ..logic.chained import WRITES_COPY
from ..model import Record, RecordState
from ..plan.local_dataset import Holding, LocalDataset
from ..plan.names import choose_name
from ..records.copy import copy_hash, copy_of
from ..records.peer_record import PeerRecord
from .organizations import Organizations
from .release import release_copy
from .settings import PeerSettings

SETTLED_TOGETHER = 50
_SETTLED = {
    True: (RecordState.IN_STEP, ""),
    False: (
        RecordState.DIFFERS,
        "The copy reads back differently from what its origin published.",
    ),
}
VISIBILITY_CHANGED = tk.signals.ckanext.signal("civic:dataset_visibility_changed")


class Copies:
    """The copies of ``peer``'s datasets here.

    ``local`` is what is here before the run; names that are given away are remembered.
    """

    def __init__(self, peer: PeerSettings, run_id: str, local: Mapping[str, LocalDataset]) -> None:
        self._peer = peer
        self._run_id = run_id
        self._local = local
        self._names = {dataset.name: id_ for id_, dataset in local.items()}
        self._organizations = Organizations(peer, self._context)
        self._settled: dict[bool, list[str]] = {True: [], False: []}
        self._user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]

    def write(self, record: PeerRecord, dataset: Mapping[str, Any]) -> bool:
        """Create or update the copy of ``dataset`` and release it.

        The copy and its row are committed together; until it is released the row says so. Tell
        whether the copy reads back exactly as the origin published it. Raises ValidationError
        and everything that a database or a search index can raise.
        """
        local = self._local.get(record.id)
        if local is not None and local.holding is Holding.REMOVED:
            self.remove(record.id)
            local = None
        owner_org = self._organizations.id_for(dataset)
        name = choose_name(record.name, id_=record.id, peer=self._peer.name, taken=self._names)
        if local is not None and local.peer != self._peer.url:
            self._take_over(record.id)
        self._write_row(record, name)
        action = tk.get_action("package_create" if local is None else "package_update")
        shown = action(self._context(), copy_of(dataset, record, name=name, owner_org=owner_org))
        model.Session.commit()  # an update that changes nothing commits nothing itself
        self._take_name(record.id, name)
        self._release(record)
        is_exact = copy_hash(shown) == record.content_hash
        self._settled[is_exact].append(record.id)
        if len(self._settled[is_exact]) >= SETTLED_TOGETHER:
            self.settle()
        return is_exact

    def settle(self) -> None:
        """Mark what was written and released since the last time as done.

        Done for many at once. What a killed worker leaves unmarked is released again by the next
        pull, which changes nothing.
        """
        for is_exact, (state, reason) in _SETTLED.items():
            ids, self._settled[is_exact] = self._settled[is_exact], []
            if ids:
                model.Session.execute(
                    sa.update(Record)
                    .where(Record.peer_id == self._peer.id, Record.origin_id.in_(ids))
                    .values(state=state.value, reason=reason)
                )
        model.Session.commit()

    def remove(self, id_: str) -> None:
        """Remove the copy ``id_`` and every trace of it, so that nothing withdrawn stays here.

        Deleting it first tells other plugins; purging it afterwards empties the trash and frees
        its name and ids. An interruption in between is finished by the next pull.
        """
        holding = self._local[id_].holding
        if holding not in (Holding.REMOVED, Holding.TRASHED):
            self._set_row(id_, state=RecordState.GONE.value, reason="")
            tk.get_action("package_delete")(self._context(), {"id": id_})
        tk.get_action("dataset_purge")(self._context(), {"id": id_})
        self._set_row(id_, state=RecordState.GONE.value, reason="", package_id=None)
        model.Session.commit()
        self._take_name(id_, None)
        VISIBILITY_CHANGED.send("civic_sync", package_id=id_)

    def _context(self) -> Context:
        return cast(Context, {"user": self._user, "ignore_auth": True, WRITES_COPY: True})

    def _take_over(self, id_: str) -> None:
        """Take a copy from the relay that brought it first."""
        model.Session.execute(
            sa.delete(Record).where(Record.package_id == id_, Record.peer_id != self._peer.id)
        )

    def _write_row(self, record: PeerRecord, name: str) -> None:
        assert record.origin is not None
        values = {
            "origin": record.origin.site,
            "name": name,
            "package_id": record.id,
            "content_hash": record.content_hash,
            "state": RecordState.APPLYING.value,
            "reason": "Its release here is not confirmed.",
            "path": " ".join(record.origin.path),
            "seen_run": self._run_id,
            "changed_at": clock.now(),
        }
        row = insert(Record).values(peer_id=self._peer.id, origin_id=record.id, **values)
        model.Session.execute(
            row.on_conflict_do_update(
                index_elements=[Record.peer_id, Record.origin_id], set_=values
            )
        )

    def _release(self, record: PeerRecord) -> None:
        assert record.origin is not None
        release_copy(self._context, record.id, record.origin.site)

    def _set_row(self, id_: str, **values: Any) -> None:
        model.Session.execute(
            sa.update(Record)
            .where(Record.peer_id == self._peer.id, Record.origin_id == id_)
            .values(seen_run=self._run_id, **values)
        )

    def _take_name(self, id_: str, name: str | None) -> None:
        before = self._local.get(id_)
        if before is not None and self._names.get(before.name) == id_:
            del self._names[before.name]
        if name is not None:
            self._names[name] = id_
