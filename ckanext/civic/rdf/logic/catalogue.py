"""What the catalogue's pages speak from: the published descriptions, in a stable order.

The order is when a dataset was made, then its id: neither ever changes, so that an edit during a
crawl moves no dataset to another page, and a new one comes last. Each dataset is looked at once
more when it is read: one that changed since it was described is described on the fly, one that
is hidden by now is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from ckan import model

from ckanext.civic.changes.model import CivicChange
from ckanext.civic.core.canonical import sha256_hex

from ..model import CivicRdfDescribedBy, CivicRdfDescription, CivicRdfOutbox
from ..pages.parameters import Place
from .catching_up import fingerprint
from .describing import seen_now
from .reasons import HARMLESS

# milliseconds: as exact as the search index is
_created = sa.func.date_trunc("milliseconds", model.Package.metadata_created)
_id_in_order = sa.collate(model.Package.id, "C")


@dataclass(frozen=True)
class State:
    """How far the published descriptions are.

    ``text`` is another one whenever any page would be; ``is_settled`` tells that every dataset is
    described as it is now; ``changed_at`` is when anything of it changed last (aware).
    """

    text: str
    is_settled: bool
    changed_at: datetime | None


@dataclass(frozen=True)
class Found:
    """The datasets of one page by id, how many there are in all, and the place of the last one
    when there are more behind it."""

    ids: list[str]
    total: int
    last: Place | None


@dataclass(frozen=True)
class Published:
    """What is said of a dataset: sorted N-Quads, and since when (None: described on the fly)."""

    package_id: str
    nquads: bytes
    changed_at: datetime | None

    @property
    def sha256(self) -> str:
        """The SHA-256 of what is said, in hexadecimal."""
        return sha256_hex(self.nquads)


def state() -> State:
    """Return the state of the descriptions, in one small query."""
    row = model.Session.execute(_STATE).one()
    # the time too: numbers come again when a database is restored
    text = f"{row.seq}/{row.changed_at}/{row.pending}/{row.described_by}/{fingerprint()}"
    times = [at for at in (row.changed_at, row.described_at) if at]
    settled = row.pending is None and row.described_by is not None and not row.is_missing_some
    return State(text, settled, max(times) if settled and times else None)


def page_of_all(size: int, start: int, after: Place | None) -> Found:
    """Return a page of everything that is described, from number ``start`` or behind a place."""
    query = sa.select(CivicRdfDescription.package_id, _created.label("created"))
    query = _listed(query).order_by(_created, _id_in_order)
    if after:
        since = sa.cast(after.created.rstrip("Z"), sa.DateTime)
        behind = sa.and_(_created == since, _id_in_order > after.id)
        query = query.where(sa.or_(_created > since, behind))
    else:
        query = query.offset(start)
    rows = model.Session.execute(query.limit(size + 1)).all()
    total = model.Session.scalar(_listed(sa.select(sa.func.count()))) or 0
    page = rows[:size]
    last = Place(_written(page[-1].created), page[-1].package_id) if len(rows) > size else None
    return Found([row.package_id for row in page], total, last)


def published(package_ids: Sequence[str]) -> list[Published]:
    """Return what a stranger may read of these datasets at this moment, in their order."""
    changed = _changed(package_ids)
    query = _public(
        sa.select(CivicRdfDescription.package_id, CivicRdfDescription.content, CivicChange.at).join(
            CivicChange, CivicChange.seq == CivicRdfDescription.seq
        )
    ).where(CivicRdfDescription.package_id.in_(package_ids))
    said = {row.package_id: row for row in model.Session.execute(query)}
    found = []
    for package_id in package_ids:
        row = said.get(package_id)
        if row is not None and package_id not in changed:
            text = zlib.decompress(bytes(row.content))
            found.append(Published(package_id, text, row.at))
        elif content := seen_now(package_id).content:
            found.append(Published(package_id, content, None))
    return found


def package_id_of(reference: str) -> str | None:
    """Return the id of a dataset by its id or name, whoever may see it; None when there is none."""
    query = sa.select(model.Package.id).where(
        sa.or_(model.Package.id == reference, model.Package.name == reference)
    )
    return next(iter(model.Session.scalars(query)), None)


def was_published(package_id: str) -> bool:
    """Tell whether the dataset with this id was public once and is not any more."""
    query = sa.select(CivicRdfDescription.content).where(
        CivicRdfDescription.package_id == package_id
    )
    row = model.Session.execute(query).one_or_none()
    return row is not None and row.content is None


def _changed(package_ids: Iterable[str]) -> set[str]:
    """Return those of the datasets that changed since they were described."""
    query = sa.select(CivicRdfOutbox.package_id).where(
        CivicRdfOutbox.package_id.in_(list(package_ids)),
        CivicRdfOutbox.settled_at.is_(None),
        CivicRdfOutbox.reason.not_in(HARMLESS),
    )
    return set(model.Session.scalars(query))


def _public(query: sa.Select) -> sa.Select:
    """Narrow to descriptions that say something, of datasets that core does not hide."""
    return query.join(model.Package, model.Package.id == CivicRdfDescription.package_id).where(
        CivicRdfDescription.content.is_not(None),
        model.Package.state == model.State.ACTIVE,
        model.Package.private.is_(False),
    )


def _listed(query: sa.Select) -> sa.Select:
    return _public(query.select_from(CivicRdfDescription))


def _written(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='milliseconds')}Z"


# Rows that wait are told apart by their numbers: a change adds one in its own transaction.
_STATE = sa.select(
    sa.select(sa.func.max(CivicChange.seq)).scalar_subquery().label("seq"),
    sa.select(CivicChange.at)
    .order_by(CivicChange.seq.desc())
    .limit(1)
    .scalar_subquery()
    .label("changed_at"),
    sa.select(
        sa.func.md5(
            sa.func.string_agg(
                sa.cast(CivicRdfOutbox.id, sa.Text),
                sa.text("',' ORDER BY civic_rdf_outbox.id"),
            )
        )
    )
    .where(CivicRdfOutbox.settled_at.is_(None), CivicRdfOutbox.reason.not_in(HARMLESS))
    .scalar_subquery()
    .label("pending"),
    sa.exists()
    .where(
        CivicRdfOutbox.settled_at.is_(None),
        ~sa.exists()
        .where(
            CivicRdfDescription.package_id == CivicRdfOutbox.package_id,
            CivicRdfDescription.content.is_not(None),
        )
        .correlate(CivicRdfOutbox),
    )
    .label("is_missing_some"),
    sa.select(CivicRdfDescribedBy.fingerprint).limit(1).scalar_subquery().label("described_by"),
    sa.select(CivicRdfDescribedBy.queued_at).limit(1).scalar_subquery().label("described_at"),
)
