"""The whole catalogue in one file, dataset by dataset, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..dumps import DumpFormat, written
from .descriptions import Description
from .snapshot import CatalogText, Snapshot


@dataclass
class CatalogDump:
    """A dump in the making; ``datasets`` counts those that are in it so far."""

    snapshot: Snapshot
    format: DumpFormat
    start: int = 0
    limit: int | None = None
    datasets: int = field(default=0, init=False)

    def chunks(self) -> Iterator[bytes]:
        """Yield the dump: the catalogue, then each dataset in the order of their ids."""
        return written(self._parts(), self.format)

    @property
    def is_whole(self) -> bool:
        """Tell whether it has every dataset of its state: nothing was hidden meanwhile."""
        return not self.start and self.limit is None and not self.snapshot.left_out

    def _parts(self) -> Iterator[CatalogText | Description]:
        yield self.snapshot.catalog
        for description in self.snapshot.datasets(start=self.start, limit=self.limit):
            self.datasets += 1
            yield description
