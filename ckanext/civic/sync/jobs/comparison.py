"""Compare what a peer shows with what is here, from the databases of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context

from ..plan.decision import Outcome
from ..plan.local_dataset import Holding, LocalDataset
from ..plan.rules import decide
from ..records.copy import copy_hash
from ..records.origin import Origin
from ..records.peer_record import PeerRecord
from ..staging import read_catalogue
from .local_state import local_state
from .settings import PeerSettings


@dataclass(frozen=True, slots=True)
class Difference:
    """A dataset that is not the same here and at the peer, and in what."""

    id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing; ``held`` counts copies that are here but not public."""

    peer: str
    compared: int
    held: int
    differences: tuple[Difference, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as ``civic_sync_verify`` answers it."""
        return asdict(self) | {
            "differ": len(self.differences),
            "differences": [asdict(difference) for difference in self.differences],
        }


def compare(peer: PeerSettings) -> Comparison:
    """Compare every public dataset of ``peer`` with its copy, by id, origin and content hash.

    The copies are read afresh, not from the search index. Datasets that are rightly not copied
    (they were born here, or come by a shorter way) are left out. Raises PeerError.
    """
    local, rules = local_state(peer), peer.rules()
    model.Session.rollback()
    stage = read_catalogue(peer.transport(), peer.url, {}, keep=lambda record: False)
    expected = {
        record.id: record
        for record in stage.records.values()
        if decide(record, local.get(record.id), rules).outcome is not Outcome.SKIP
    }
    gone = [
        copy
        for copy in local.values()
        if copy.peer == peer.url
        and copy.is_ours_to_remove
        and copy.id not in stage.records
        and _is_here(copy)
    ]
    differences = [
        Difference(copy.id, copy.name, "It is still here, but gone at the peer.") for copy in gone
    ]
    held = 0
    for record in expected.values():
        copy = _shown(record.id) if _is_here(local.get(record.id)) else None
        held += bool(copy and copy["private"])
        reason = _difference(record, copy, local.get(record.id))
        if reason:
            differences.append(Difference(record.id, record.name, reason))
    return Comparison(peer.name, len(expected) + len(gone), held, tuple(differences))


def _difference(
    record: PeerRecord, copy: Mapping[str, Any] | None, local: LocalDataset | None
) -> str:
    if record.origin is None:
        return record.problem
    if copy is None:
        return local.note if local and local.note else "It is not here."
    fields = {extra["key"]: extra["value"] for extra in copy["extras"]}
    expected = _origin_fields(record, record.origin)
    wrong = [key for key, value in expected.items() if fields.get(key) != value]
    if wrong:
        return f"What is here says something else in {', '.join(wrong)}."
    if copy_hash(copy) != record.content_hash:
        return "Its content is not the same here and there."
    return ""


def _origin_fields(record: PeerRecord, origin: Origin) -> dict[str, str]:
    return {
        "civic_origin": origin.site,
        "civic_origin_id": origin.id,
        "civic_origin_hash": record.content_hash,
    }


def _shown(id_: str) -> dict[str, Any]:
    context = Context(ignore_auth=True, use_cache=False)
    return tk.get_action("package_show")(context, {"id": id_})


def _is_here(copy: LocalDataset | None) -> bool:
    return copy is not None and copy.holding not in (Holding.REMOVED, Holding.TRASHED)


def difference_lines(comparison: Comparison) -> Iterator[str]:
    """Yield one line for a person for every difference."""
    for difference in comparison.differences:
        yield f"{comparison.peer}: {difference.name} ({difference.id}): {difference.reason}"
