"""All descriptions as they are at one moment, read in constant memory while others edit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model

from ckanext.civic.changes.model import ChangeKind, CivicChange
from ckanext.civic.core import nquads
from ckanext.civic.core.canonical import content_hash, sha256_hex

from .. import config
from ..mapping import catalog_quads
from ..mapping.version import sources_version
from ..model import CivicRdfDescribedBy, CivicRdfDescription
from .before_serving import before_serving
from .descriptions import Description, description_of

ROWS_AT_ONCE = 200
CHECK_EVERY_S = 1.0  # how long something that was just hidden may still be on its way out
_TABLE = CivicRdfDescription.__table__
_HAS_CONTENT = _TABLE.c.content.is_not(None)


@dataclass(frozen=True)
class CatalogText:
    """The description of the catalogue itself, in the two forms that a description has."""

    nquads: bytes
    ntriples: bytes


@dataclass(frozen=True)
class CatalogState:
    """Which catalogue it is: ``version`` is another one whenever a byte of a dump would be.

    ``seq`` is the newest change that it has; ``modified`` (aware) when it last changed.
    """

    version: str
    seq: int
    modified: datetime | None


def catalog_state() -> CatalogState:
    """Return the state that a dump made now would have."""
    return _state(model.Session, catalog_text())


class Snapshot:
    """One state of the catalogue, and its datasets, in the order of their ids."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.catalog = catalog_text()
        self.state = _state(connection, self.catalog)
        self.hidden_since: frozenset[str] = frozenset()
        self.left_out = 0
        self._checked_at = time.monotonic()

    def datasets(self, *, start: int = 0, limit: int | None = None) -> Iterator[Description]:
        """Yield each described dataset; ``start`` and ``limit`` cut out a part.

        What is hidden while this goes on is left out (and counted in ``left_out``) from a second
        after that. Raises DescriptionsBehind when that cannot be told.
        """
        query = sa.select(_TABLE).where(_HAS_CONTENT).order_by(_TABLE.c.package_id)
        query = query.offset(start or None).limit(limit)
        rows = self._connection.execution_options(
            stream_results=True, max_row_buffer=ROWS_AT_ONCE
        ).execute(query)
        for row in rows:
            self._look_again()
            if row.package_id in self.hidden_since:
                self.left_out += 1
            else:
                yield description_of(row)

    def _look_again(self) -> None:
        if time.monotonic() - self._checked_at < CHECK_EVERY_S:
            return
        self.hidden_since = hidden_since(self.state)
        self._checked_at = time.monotonic()


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a snapshot on a connection of its own; it neither blocks nor sees who writes meanwhile.

    Nothing of it may be shown before `before_serving`, which is called here.
    """
    before_serving()
    engine = model.meta.engine
    assert engine is not None
    with engine.connect() as connection:
        connection = connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        with connection.begin():
            yield Snapshot(connection)


def each_current() -> Iterator[Description]:
    """Yield every description by dataset id, as all of them are at one moment."""
    with snapshot() as now:
        yield from now.datasets()


def hidden_since(state: CatalogState) -> frozenset[str]:
    """Withdraw what was hidden, and return the datasets that were hidden after ``state``."""
    before_serving()
    query = sa.select(CivicChange.package_id).where(
        CivicChange.seq > state.seq, CivicChange.kind == ChangeKind.DELETE.value
    )
    hidden = frozenset(model.Session.scalars(query))
    model.Session.commit()  # a stream lives long: leave no transaction open between two looks
    return hidden


def dataset_count() -> int:
    """Return how many datasets are described."""
    return model.Session.scalar(sa.select(sa.func.count()).where(_HAS_CONTENT)) or 0


def catalog_text() -> CatalogText:
    """Return what is said of the catalogue itself: its title, publisher, language."""
    quads = catalog_quads(config.site())
    bare = [(*quad[:3], "") for quad in quads]
    return CatalogText(
        "".join(nquads.lines(quads)).encode("utf-8"), "".join(nquads.lines(bare)).encode("utf-8")
    )


def _state(connection: Any, catalog: CatalogText) -> CatalogState:
    newest = sa.select(_TABLE.c.seq, CivicChange.at).join(
        CivicChange, CivicChange.seq == _TABLE.c.seq
    )
    row = connection.execute(newest.order_by(_TABLE.c.seq.desc()).limit(1)).one_or_none()
    described_at = connection.scalar(sa.select(sa.func.max(CivicRdfDescribedBy.queued_at)))
    seq, changed_at = (row.seq, row.at) if row else (0, None)
    moments = [moment for moment in (changed_at, described_at) if moment]
    # the number alone comes again when the database is restored from a backup
    newest_change = [seq, changed_at.isoformat() if changed_at else ""]
    text = sha256_hex(catalog.nquads)
    version = content_hash([newest_change, text, sources_version("dumps", "mapping")])
    return CatalogState(version, seq, max(moments, default=None))
