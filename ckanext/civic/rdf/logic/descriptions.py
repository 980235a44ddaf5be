"""The published description of each dataset: what every surface of this plugin speaks from.

`settle` is the only writer. It compares what a stranger sees now with what was said last, and
where they differ writes the change log and the new description in one transaction: whatever dies
in between leaves both as they were, and the outbox row brings it back.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.changes import log
from ckanext.civic.changes.model import ChangeKind
from ckanext.civic.core import clock
from ckanext.civic.core.canonical import sha256_hex
from ckanext.civic.core.dataset_content import dataset_hash

from ..model import CivicRdfDescription, CivicRdfOutbox
from . import mentions
from .describing import Seen, seen_now
from .lock import dataset_lock


@dataclass(frozen=True)
class Description:
    """What is said of one dataset.

    ``nquads`` is sorted N-Quads (UTF-8) in one graph, ``sha256`` theirs in hexadecimal; ``seq`` is
    the change that brought it.
    """

    seq: int
    package_id: str
    iri: str
    sha256: str
    nquads: bytes

    @property
    def graph(self) -> str:
        """The IRI of the graph, which every line ends with."""
        return self.nquads[: self.nquads.index(b"\n")].rsplit(b" ", 2)[1][1:-1].decode("utf-8")

    @property
    def ntriples(self) -> bytes:
        """The same as N-Triples, without the graph."""
        return self.nquads.replace(f" <{self.graph}> .\n".encode(), b" .\n")

    @property
    def count(self) -> int:
        """How many statements it has."""
        return self.nquads.count(b"\n")


@dataclass(frozen=True)
class Settled:
    """What a stranger sees of a dataset, and whether that is news."""

    seen: Seen
    description: Description | None
    is_changed: bool


def settle(package_id: str) -> bool:
    """Bring a dataset's description in step with what a stranger sees; tell if it changed.

    Commits. It works with a quad store or without one.
    """
    with dataset_lock(package_id):
        return settle_locked(package_id).is_changed


def settle_locked(package_id: str) -> Settled:
    """Do as `settle`, for one who holds the dataset's lock. Commits."""
    session = model.Session
    waiting = sa.select(CivicRdfOutbox.id).where(
        CivicRdfOutbox.package_id == package_id, CivicRdfOutbox.settled_at.is_(None)
    )
    ids = list(session.scalars(waiting))  # read before the dataset: a later change stays queued
    seen = seen_now(package_id)
    said = session.execute(_rows(package_id)).one_or_none()
    if seen.content is None:
        description, changed = None, said is not None and said.content is not None
        if said is not None and changed:
            _erase(session, package_id, said.iri)
    else:
        description, changed = _say(session, package_id, seen, seen.content, said)
    mentions.note(session, package_id, mentions.mentions_of(package_id, seen))
    if changed:
        mentions.queue_who_names(session, package_id, seen)
    if ids:
        session.execute(
            sa.update(CivicRdfOutbox)
            .where(CivicRdfOutbox.id.in_(ids))
            .values(settled_at=clock.now())
        )
    session.commit()
    if changed and seen.related:
        mentions.queue_if_one_was_hidden(session, package_id, seen)
    return Settled(seen, description, changed)


def current(package_ids: Iterable[str]) -> dict[str, Description]:
    """Return the descriptions of those datasets that have one, by dataset id."""
    query = sa.select(CivicRdfDescription.__table__).where(
        CivicRdfDescription.package_id.in_(list(package_ids)),
        CivicRdfDescription.content.is_not(None),
    )
    return {row.package_id: description_of(row) for row in model.Session.execute(query)}


def packed(content: bytes) -> bytes:
    """Return N-Quads as they are stored. Level 1 packs them to a tenth; 6 takes thrice as long."""
    return zlib.compress(content, 1)


def description_of(row: Any) -> Description:
    """Return a row of the table, which must have content, as a description."""
    return Description(
        row.seq, row.package_id, row.iri, row.sha256, zlib.decompress(bytes(row.content))
    )


def _say(
    session: Any, package_id: str, seen: Seen, content: bytes, said: Any
) -> tuple[Description, bool]:
    """Write a new version unless it is the one that was said last."""
    sha256 = sha256_hex(content)
    if said is not None and said.content is not None and said.sha256 == sha256:
        return Description(said.seq, package_id, said.iri, sha256, content), False
    is_new = said is None or said.content is None
    kind = ChangeKind.CREATE if is_new else ChangeKind.UPDATE
    seq = log.record(session, package_id, kind, dataset_hash(seen.dataset or {}))
    _put(session, package_id, seq, seen.iri, sha256, packed(content))
    return Description(seq, package_id, seen.iri, sha256, content), True


def _erase(session: Any, package_id: str, iri: str) -> None:
    """Write a tombstone in the place of what was said."""
    _put(session, package_id, log.record(session, package_id, ChangeKind.DELETE), iri, None, None)


def _put(
    session: Any, package_id: str, seq: int, iri: str, sha256: str | None, content: bytes | None
) -> None:
    """Write a dataset's row in the place of the one before: no superseded word is kept."""
    before = sa.delete(CivicRdfDescription).where(CivicRdfDescription.package_id == package_id)
    session.execute(before)
    values = {"seq": seq, "package_id": package_id, "iri": iri, "sha256": sha256}
    session.execute(sa.insert(CivicRdfDescription).values(**values, content=content))


def _rows(package_id: str) -> sa.Select:
    # the table and not the class: rows are read fresh, whatever the session holds
    return sa.select(CivicRdfDescription.__table__).where(
        CivicRdfDescription.package_id == package_id
    )
