"""One pass over the rows of a table: map, check, and write tables and linked data as they come."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ckanext.civic.core.errors import Place

from .checks import Facts, Judge, Verdict
from .checks.facts import OwnConcepts
from .checks.written import address_columns, read_written
from .crosswalks import Crosswalk
from .errors import KeysMeet
from .kept_out import KeptOutRows
from .last_release import ENDED, LastRelease, ended_rows
from .lifecycle import ended_table
from .mapping.addresses import Addresses
from .mapping.batch import MappedBatch
from .mapping.columns import match_columns
from .mapping.conditions import compile_condition
from .mapping.mapper import BatchMapper
from .mapping.names import Names
from .mapping.positions import Locator
from .mapping.problems import CellProblem
from .mapping.totals import ControlTotals
from .output_files import OutputFiles
from .readers import Row, Table
from .reports.findings_file import FindingsFile
from .writers import ChangeLog, ResultWriter, first_rows, read_back

_BATCH_ROWS = 5_000


class OnePass:
    """The pass, and what was learnt on the way; ``facts`` are complete after `judge`."""

    def __init__(
        self,
        table: Table,
        crosswalk: Crosswalk,
        names: Names,
        folder: Path,
        files: OutputFiles,
        *,
        list_changes: bool = False,
        is_large: bool = False,
    ) -> None:
        columns = match_columns(table.header, crosswalk.columns, table.name, crosswalk.accounted)
        self.table, self.crosswalk, self.names = table, crosswalk, names
        self.locator = Locator(crosswalk)
        self.facts = Facts(crosswalk, table.name, table.header, self.locator)
        self.facts.names = names
        self._folder, self._files = folder, files
        self._mapper = BatchMapper(crosswalk, columns, names)
        self._totals = ControlTotals(crosswalk, columns)
        self._drops = [(compile_condition(d.when, columns), d.reason) for d in crosswalk.drop]
        keys = self._mapper.keys
        self._addresses = None if keys.is_line else Addresses(is_exact=keys.is_exact)
        self._judge = Judge(crosswalk, table.header)
        self._listing = FindingsFile(folder / files.findings)
        self._judge.list_rows_in(self._listing)
        quarantine = folder / files.quarantine
        self._kept_out = KeptOutRows(
            self.facts, self._judge, self._totals, keys, quarantine, self._listing
        )
        changes = folder / files.changes if list_changes else None
        self.changes = ChangeLog(self._mapper.targets, changes)
        self.result = ResultWriter(crosswalk, names, folder, files, is_large=is_large)

    def run(
        self, last: LastRelease | None = None, progress: Callable[[int], None] | None = None
    ) -> None:
        """Read every row, write tables and linked data, and hold them against the last release.

        ``progress`` is told from time to time how many rows were read.
        """
        with self.result:
            for rows in _batches(self.table.rows(self._kept_out.ragged), _BATCH_ROWS):
                self._write(self._mapped(rows))
                if progress:
                    progress(self.facts.rows_in)
                if self._addresses and self._addresses.is_full:
                    self._prove()
            self._prove()
            self._addresses = None  # some bytes a row that nobody asks for any more
            if last:
                self._compare(last)
            self.result.finish(self._mapper.own_concepts)

    def _compare(self, last: LastRelease) -> None:
        """Find out what became of the things of the last release."""
        self.result.flush()
        present = self._folder / self._files.csv
        coded = [one.name for one in self.crosswalk.model.fields.values() if one.code_list]
        self.facts.previous, self.facts.life = last.compared_with(present, coded)
        rows = ended_rows(self.facts.life)
        if rows:
            name = self._files.companion(ENDED)
            self.result.add_table(ENDED, ended_table(name), rows)

    def made(self) -> list[str]:
        """Close the lists for the publisher; return the kinds of those that there are."""
        closers = {
            "quarantine": self._kept_out.close,
            "findings": self._listing.close,
            "changes": self.changes.close,
        }
        return [kind for kind, close in closers.items() if close()]

    def judge(self) -> Verdict:
        """Count what was written and let every check judge."""
        facts, folder, files = self.facts, self._folder, self._files
        self._kept_out.finish()
        facts.decisions, facts.canonical = decisions(self), folder / files.csv
        facts.total_in, facts.total_dropped = self._totals.came_in, self._totals.dropped
        facts.not_added, facts.rows_not_added = self._totals.not_added, self._totals.rows_not_added
        facts.codes_met = {one.name: one.rules.codes for one in self._mapper.targets}
        tables = self.result.paths()
        found = read_back(folder / files.csv, facts.total_in, address_columns(tables[0][1]))
        facts.resources_out, facts.total_out = found.things, found.totals
        facts.things_out = self.result.things
        facts.own_concepts = {
            name: OwnConcepts(one.rows, one.coded, one.values)
            for name, one in self._mapper.own_concepts.items()
            if one.values
        }
        facts.written = read_written(folder / files.quads, tables, found)
        return self._judge.finish(facts)

    def _mapped(self, rows: list[Row]) -> MappedBatch:
        """Return the records of rows that have an address of their own."""
        self.facts.rows_in += len(rows)
        table = _by_column(rows)
        # where a column is filled in every row, no row is blank
        if not any(all(map(str.strip, column)) for column in table):
            rows = self._without_blank(rows)
            table = _by_column(rows)
        if not rows:
            return MappedBatch([], [], [], {}, [])
        self._totals.add(table, [number for number, _ in rows])
        rows = self._without_dropped(rows, table)
        batch, problems = self._mapper.map(rows)
        for index, found in sorted(problems.items()):
            self._kept_out.quarantined(rows[index], found)
        return self._addresses.admit(batch) if self._addresses else batch

    def _without_blank(self, rows: list[Row]) -> list[Row]:
        filled = [row for row in rows if any(map(str.strip, row[1]))]
        if len(filled) < len(rows):
            self._kept_out.blank([row for row in rows if not any(map(str.strip, row[1]))])
        return filled

    def _without_dropped(self, rows: list[Row], table: list[tuple[str, ...]]) -> list[Row]:
        if not self._drops:
            return rows
        reasons = [""] * len(rows)
        for holds, reason in self._drops:
            reasons = [
                known or (reason if drops else "")
                for known, drops in zip(reasons, holds(table), strict=True)
            ]
        for row, reason in zip(rows, reasons, strict=True):
            if reason:
                self._kept_out.dropped(row, reason)
        return [row for row, reason in zip(rows, reasons, strict=True) if not reason]

    def _write(self, batch: MappedBatch) -> None:
        if not len(batch):
            return
        self.locator.locate(batch, self._mapper.points(batch))
        self._judge.observe(batch)
        self.changes.note(batch)
        self.result.write(batch)

    def _prove(self) -> None:
        """Settle the records whose address may have been given away."""
        if not self._addresses:
            return
        proven = self._addresses.prove(self._places)
        for claim, (batch, at) in zip(proven.claims, proven.places, strict=True):
            if not claim.is_same_key:
                raise self._keys_meet(claim.row, claim.first, batch.local_ids[at])
            self.facts.claims.add(claim)
            expected = f"another key than row {claim.first}"
            names = self.crosswalk.key.names
            problem = CellProblem(claim.row, names, "duplicate_key", expected)
            self._kept_out.quarantined((claim.row, batch.sources[at]), [problem])
        for batch in proven.records:
            self._write(batch)

    def _places(self, local_ids: set[str]) -> dict[str, int]:
        """Return the place in the written table of the row that has each of these addresses."""
        self.result.flush()
        base = f"{self.names.thing_base(self.crosswalk.model.id, self.crosswalk.model.uri)}/"
        found = first_rows(self._folder / self._files.csv, {base + one for one in local_ids})
        return {uri.removeprefix(base): place for uri, place in found.items()}

    def _keys_meet(self, row: int, first: int, local_id: str) -> KeysMeet:
        return KeysMeet(
            f"Rows {first} and {row} have different keys, and both would get the address"
            f" “{local_id}”.",
            place=Place(file=self.table.name, row=row, column=self.crosswalk.key.names),
            advice="Take ‘form: slug’ out of the key of the crosswalk: then different keys always"
            " give different addresses.",
        )


def _by_column(rows: list[Row]) -> list[tuple[str, ...]]:
    return list(zip(*(cells for _, cells in rows), strict=True))


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(itertools.islice(rows, size)):
        yield batch


def decisions(one: OnePass) -> dict[str, Any]:
    """Return the choices that were made once for the whole file."""
    crosswalk = one.crosswalk
    return {
        **one.table.decisions,
        "crs": one.locator.decisions(),
        "located": one.locator.located,
        "date_order": _date_formats(crosswalk),
        "ignored_columns": dict(crosswalk.ignore),
        "part_of": dict(crosswalk.part_of),
        "changed": dict(one.changes.counts),
    }


def _date_formats(crosswalk: Crosswalk) -> dict[str, Any]:
    return {
        name: step["date"]
        for name, expression in crosswalk.fields.items()
        if isinstance(expression, dict)
        for step in expression.get("steps", ())
        if isinstance(step, dict) and "date" in step
    }
