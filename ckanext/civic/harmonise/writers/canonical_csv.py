"""The canonical table: the model's fields as columns, whatever the publisher's file looked like."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from ..mapping.links import LinkResolver
from ..mapping.names import Names
from ..mapping.record import MappedRow
from ..models import Model


def canonical_columns(model: Model) -> list[str]:
    """Return the columns: ``uri``, every field, and ``{path}_uri`` for every link."""
    links = [f"{one.link.path}_uri" for one in model.fields.values() if one.link]
    return ["uri", *model.fields, *links]


class CanonicalCsvWriter:
    """Write records as RFC 4180 CSV in UTF-8; an absent value is an empty cell."""

    def __init__(self, writer: csv.DictWriter, model: Model, names: Names) -> None:
        self._writer = writer
        self._base = names.thing_base(model.id)
        self._links = LinkResolver(model, names.vocabulary_base)

    @classmethod
    @contextmanager
    def open(cls, path: Path, model: Model, names: Names) -> Iterator[CanonicalCsvWriter]:
        """Create the file with its header."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, canonical_columns(model), restval="")
            writer.writeheader()
            yield cls(writer, model, names)

    def write(self, row: MappedRow) -> None:
        """Write one record."""
        cells = {"uri": f"{self._base}/{row.identity.local_id}", **row.values}
        for field in self._links.fields:
            address = self._links.address(field, row.values)
            if field.link and address:
                cells[f"{field.link.path}_uri"] = address
        self._writer.writerow(cells)


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
