"""Read the change log for the feed, in one snapshot for each answer."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.changes.model import CivicChange
from ckanext.civic.core.canonical import content_hash

from .. import config
from ..feed import Activity, Branch, Kind, Span, children
from ..model import CivicRdfDescribedBy, CivicRdfDescription
from .catching_up import fingerprint
from .snapshot import catalog_text

_OF_MEMBERS = (
    CivicChange.seq,
    CivicChange.kind,
    CivicChange.at,
    CivicRdfDescription.iri,
    CivicRdfDescription.content,
)


@contextmanager
def feed_log() -> Iterator[FeedLog]:
    """Give the log as it stands at this moment: what is read by it agrees, whatever happens."""
    engine = model.meta.engine
    assert engine is not None  # CKAN has started
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield FeedLog(connection)


class FeedLog:
    """The last change of each dataset, a tombstone when it is hidden now.

    Only the current row of a dataset is ever given out: an older one says what a visitor can no
    longer see (``docs/adr/0015-the-feed.md``).
    """

    EMPTY = content_hash([])  # the state of a page without members

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self.newest = int(connection.scalar(sa.select(sa.func.max(CivicChange.seq))) or 0)

    def catalog(self) -> Activity | None:
        """Return the last change of the catalogue itself: of its settings, or of the mapping.

        None as long as that change is not on record, for then nobody knows since when.
        """
        described_by = sa.select(CivicRdfDescribedBy.queued_at).where(
            CivicRdfDescribedBy.fingerprint == fingerprint()
        )
        since = self._connection.scalar(described_by)
        if since is None:
            return None
        iri, content = config.site().catalog_iri, catalog_text().nquads
        return Activity(0, Kind.UPDATE, iri, since, content)

    def state(self, span: Span) -> str:
        """Return a text that is another one whenever `activities` would be."""
        rows = self._rows(span, CivicChange.seq, CivicRdfDescription.sha256)
        return content_hash([list(row) for row in rows])

    def activities(self, span: Span) -> list[Activity]:
        """Return the members of a page, oldest first."""
        return list(map(_activity, self._rows(span, *_OF_MEMBERS)))

    def latest(self, limit: int) -> list[Activity]:
        """Return the newest members, newest first."""
        everything = Span(1, 1, max(1, self.newest))
        query = self._query(everything, *_OF_MEMBERS).order_by(CivicChange.seq.desc())
        return list(map(_activity, self._connection.execute(query.limit(limit))))

    def branches(self, span: Span) -> list[Branch]:
        """Return the nodes below ``span`` that have members, with the times of the first and last.

        Raises ValueError for a page.
        """
        below = list(children(span))
        number = ((CivicChange.seq - span.first) // below[0].length).label("number")
        query = self._query(
            span, number, sa.func.min(CivicChange.at), sa.func.max(CivicChange.at)
        ).group_by(number)
        found = self._connection.execute(query.order_by(number))
        return [Branch(below[int(number)], first, last) for number, first, last in found]

    def _rows(self, span: Span, *columns: Any) -> sa.CursorResult[Any]:
        return self._connection.execute(self._query(span, *columns).order_by(CivicChange.seq))

    def _query(self, span: Span, *columns: Any) -> sa.Select[Any]:
        return (
            sa.select(*columns)
            .join(CivicRdfDescription, CivicRdfDescription.seq == CivicChange.seq)
            .where(
                CivicChange.seq.between(span.first, span.last),
                sa.or_(
                    CivicRdfDescription.content.is_not(None),
                    CivicChange.kind == Kind.DELETE.value,
                ),
            )
        )


def _activity(row: sa.Row[Any]) -> Activity:
    content = None if row.content is None else zlib.decompress(bytes(row.content))
    return Activity(row.seq, Kind(row.kind), row.iri, row.at, content)
