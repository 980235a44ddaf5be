"""All tables of one result and the linked data that the CSVW engine makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..mapping.codes import OwnConcepts
from ..mapping.names import Names
from ..output_files import OutputFiles
from .columns import canonical_columns
from .companions import Companions
from .csvw import csvw_metadata, main_table, write_csvw
from .linked_data import LinkedData
from .tables import PublishedTable, table_description


class ResultWriter:
    """Write batches of records into the canonical table, its companions and the linked data.

    ``quads`` and ``things`` count the statements and the things when all is written.
    """

    def __init__(
        self,
        crosswalk: Crosswalk,
        names: Names,
        folder: Path,
        files: OutputFiles,
        *,
        is_large: bool = False,
    ) -> None:
        model = crosswalk.model
        self._folder, self._files = folder, files
        self._columns = canonical_columns(model, names)
        class_iri = model.class_iri(names.vocabulary_base)
        self._linked_data = LinkedData(folder / files.quads, names, class_iri, is_large=is_large)
        self._stack = ExitStack()
        self.quads = self.things = 0
        description = main_table(model, crosswalk.publisher, names, files.csv)
        empty = frozenset(one for one in model.fields if one not in crosswalk.filled)
        self._main = self._opened("", files.csv, description, empty)
        self._companions = Companions(model, crosswalk.publisher, names, self._open_companion)

    def __enter__(self) -> ResultWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self._stack.close()
        if kind:
            self._linked_data.abandon()
        else:
            self.quads, self.things = self._linked_data.close()

    @property
    def companions(self) -> list[str]:
        """Return the kinds of the companion tables that there are."""
        return list(self._companions.tables)

    def write(self, batch: MappedBatch) -> None:
        """Write the records of a batch."""
        cells = [column.values(batch) for column in self._columns]
        self._main.write(cells)
        self._companions.write(batch, cells[0])

    def flush(self) -> None:
        """Make everything written so far readable in the files."""
        self._main.flush()

    def finish(self, own_concepts: Mapping[str, OwnConcepts]) -> None:
        """Write what is known at the end only, and the description of all tables."""
        self._companions.finish(own_concepts)
        tables = [self._main, *self._companions.tables.values()]
        metadata = csvw_metadata([one.description for one in tables])
        write_csvw(self._folder / self._files.csvw, metadata)

    def add_table(
        self, kind: str, description: dict[str, Any], rows: Sequence[Sequence[str]]
    ) -> None:
        """Write a companion table that another part of the suite describes."""
        table = self._opened(kind, self._files.companion(kind), description)
        table.write(list(zip(*rows, strict=True)))
        self._companions.tables[kind] = table

    def paths(self) -> list[tuple[Path, dict[str, Any]]]:
        """Return the file and the CSVW description of each table, the main one first."""
        main = [(self._folder / self._files.csv, self._main.description)]
        return main + [
            (self._folder / self._files.companion(kind), one.description)
            for kind, one in self._companions.tables.items()
        ]

    def _open_companion(
        self, kind: str, title: str, columns: Sequence[dict[str, Any]]
    ) -> PublishedTable:
        name = self._files.companion(kind)
        return self._opened(kind, name, table_description(name, title, columns))

    def _opened(
        self,
        kind: str,
        name: str,
        description: dict[str, Any],
        empty: frozenset[str] = frozenset(),
    ) -> PublishedTable:
        path = self._folder / name
        table = PublishedTable(kind, path, description, self._linked_data, empty)
        self._stack.callback(table.close)
        return table
