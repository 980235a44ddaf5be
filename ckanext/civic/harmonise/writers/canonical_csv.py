"""The canonical table: the model's fields as columns, whatever the publisher's file looked like."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO

from ..mapping.batch import MappedBatch
from ..mapping.links import LinkResolver
from ..mapping.names import Names
from ..models import Model


def canonical_columns(model: Model) -> list[str]:
    """Return the columns: ``uri``, every field, and ``{path}_uri`` for every link."""
    links = [f"{one.link.path}_uri" for one in model.fields.values() if one.link]
    return ["uri", *model.fields, *links]


class CanonicalCsvWriter:
    """Write records as RFC 4180 CSV in UTF-8; an absent value is an empty cell."""

    def __init__(self, file: IO[str], model: Model, names: Names) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(canonical_columns(model))
        self._fields = list(model.fields)
        self._base = names.thing_base(model.id)
        self._links = LinkResolver(model, names.vocabulary_base)

    @classmethod
    @contextmanager
    def open(cls, path: Path, model: Model, names: Names) -> Iterator[CanonicalCsvWriter]:
        """Create the file with its header."""
        with path.open("w", encoding="utf-8", newline="") as file:
            yield cls(file, model, names)

    def write(self, batch: MappedBatch) -> None:
        """Write the records of a batch."""
        columns = [[f"{self._base}/{local_id}" for local_id in batch.local_ids]]
        columns += [batch.column(name) for name in self._fields]
        columns += [self._links.addresses(field, batch) for field in self._links.fields]
        self._writer.writerows(zip(*columns, strict=True))


def read_back(path: Path, measures: Mapping[str, object]) -> tuple[int, dict[str, Decimal]]:
    """Return the number of rows with distinct ``uri`` and the sum of each measure, as written."""
    totals = {name: Decimal(0) for name in measures}
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        places = [(name, header.index(name)) for name in measures]
        for cells in reader:
            seen.add(cells[0])
            for name, index in places:
                if cells[index]:
                    totals[name] += Decimal(cells[index])
    return len(seen), totals
