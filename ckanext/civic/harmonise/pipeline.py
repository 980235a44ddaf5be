"""From a publisher's file to canonical CSV, CSVW metadata and N-Quads, all or nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ckanext.civic.core.errors import Place

from .checks import Facts, Judge, KeptOut
from .checks.written import read_written
from .crosswalks import Crosswalk, list_crosswalks, load_crosswalk, parse_crosswalk
from .errors import HarmoniseError
from .mapping.batch import MappedBatch
from .mapping.columns import match_columns
from .mapping.keys import Claim
from .mapping.mapper import BatchMapper
from .mapping.names import Names
from .mapping.positions import Locator
from .mapping.problems import CellProblem
from .mapping.quads import RecordQuads
from .mapping.totals import ControlTotals
from .models import list_models, load_model
from .models.vocabulary import vocabulary_quads
from .readers import Row, Source, Table, open_table
from .report import DroppedRow, Finding, Report
from .reports.findings_file import FindingsFile
from .writers import (
    CanonicalCsvWriter,
    QuadsWriter,
    QuarantineWriter,
    csvw_metadata,
    read_back,
    staging,
    write_csvw,
)

__all__ = [
    "Names",
    "Report",
    "harmonise",
    "list_crosswalks",
    "list_models",
    "load_crosswalk",
    "load_model",
    "parse_crosswalk",
    "vocabulary_quads",
]

_BATCH_ROWS = 2_000
_EXTENSIONS = re.compile(
    r"\.(?:csv|tsv|txt|xlsx?|xlsm|ods|(?:geo)?json|km[lz]|xml|html?|zip)$", re.IGNORECASE
)


def harmonise(
    source: Path,
    crosswalk: Crosswalk,
    names: Names,
    out: Path,
    *,
    original_name: str | None = None,
) -> Report:
    """Map ``source`` to the crosswalk's model and write the result into the folder ``out``.

    Writes ``{stem}.csv`` (canonical), ``{stem}.csv-metadata.json`` (CSVW), ``{stem}.nq`` and,
    when rows were quarantined, ``{stem}.quarantine.csv``; ``stem`` comes from ``original_name``
    or else from ``source``. Nothing appears in ``out`` unless everything was written.
    Raises HarmoniseError when the file as a whole cannot be read or mapped.
    """
    name = Path(original_name or source.name).name
    table = open_table(source, Source(**crosswalk.source), name)
    files = _Files.of(name)
    if any((out / one).resolve() == source.resolve() for one in files.every):
        raise HarmoniseError(
            "The result would overwrite the file itself.",
            place=Place(file=name),
            advice="Choose another output folder.",
        )
    run = _Run(table, crosswalk, names)
    with staging(out) as stage:
        quads_out, has_quarantine = run.write(stage.folder, files)
        csvw = csvw_metadata(crosswalk.model, crosswalk.publisher, names, files.csv)
        write_csvw(stage.folder / files.csvw, csvw)
        checks, passed = run.judge(stage.folder, files, csvw)
        outputs = files.outputs(has_quarantine, run.listing.close())
        stale = [one for one in (files.quarantine, files.findings) if one not in outputs.values()]
        report = run.report(checks, passed, outputs, quads_out)
        stage.publish(list(outputs.values()), stale)
    return report


class _Files:
    """The names of the output files."""

    def __init__(self, stem: str) -> None:
        self.csv = f"{stem}.csv"
        self.csvw = f"{stem}.csv-metadata.json"
        self.quads = f"{stem}.nq"
        self.quarantine = f"{stem}.quarantine.csv"
        self.findings = f"{stem}.findings.csv"

    @classmethod
    def of(cls, name: str) -> _Files:
        stem = _EXTENSIONS.sub("", name[:-3] if name.lower().endswith(".gz") else name)
        return cls(stem.lstrip(".") or "table")

    @property
    def every(self) -> tuple[str, ...]:
        return (self.csv, self.csvw, self.quads, self.quarantine, self.findings)

    def outputs(self, has_quarantine: bool, has_findings: bool) -> dict[str, str]:
        outputs = {"canonical-csv": self.csv, "csvw": self.csvw, "nquads": self.quads}
        if has_quarantine:
            outputs["quarantine"] = self.quarantine
        if has_findings:
            outputs["findings"] = self.findings
        return outputs


class _Run:
    """One pass over the rows of a table, and what was learnt on the way."""

    def __init__(self, table: Table, crosswalk: Crosswalk, names: Names) -> None:
        columns = match_columns(table.header, crosswalk.columns, table.name)
        self.table, self.crosswalk, self.names = table, crosswalk, names
        self.mapper = BatchMapper(crosswalk, columns)
        self.totals = ControlTotals(crosswalk, columns)
        self.locator = Locator(crosswalk)
        self.facts = Facts(crosswalk, table.name, table.header, self.locator)
        self.facts.names = names
        self._judge = Judge(crosswalk, table.header)

    def write(self, folder: Path, files: _Files) -> tuple[int, bool]:
        """Write the table, the quads and the quarantine; return quads and whether there is one."""
        model = self.crosswalk.model
        record_quads = RecordQuads(model, self.crosswalk.publisher, self.names)
        quarantine = QuarantineWriter(folder / files.quarantine, self.table.header)
        self.listing = FindingsFile(folder / files.findings)
        self._judge.list_rows_in(self.listing)
        with (
            CanonicalCsvWriter.open(folder / files.csv, model, self.names) as csv_file,
            QuadsWriter.open(folder / files.quads) as quads_file,
        ):
            for rows in _batches(self.table.rows(), _BATCH_ROWS):
                batch = self._map(rows, quarantine)
                self.locator.locate(batch, self.mapper.points(batch))
                self._judge.observe(batch)
                csv_file.write(batch)
                quads_file.write(record_quads.quads(batch))
        return quads_file.count, quarantine.close()

    def _map(self, rows: list[Row], quarantine: QuarantineWriter) -> MappedBatch:
        self.facts.rows_in += len(rows)
        filled = self._without_blank(rows)
        if filled:
            self.totals.add(list(zip(*(cells for _, cells in filled), strict=True)))
        batch, problems = self.mapper.map(filled)
        for index, found in sorted(problems.items()):
            self._quarantine(*filled[index], found, quarantine)
        claims = self.mapper.keys.claim(batch)
        for index, claim in claims.items():
            found = self._duplicate(claim)
            self._quarantine(claim.row, batch.sources[index], found, quarantine)
        return batch.without(list(claims)) if claims else batch

    def _without_blank(self, rows: list[Row]) -> list[Row]:
        filled = [row for row in rows if any(map(str.strip, row[1]))]
        if len(filled) < len(rows):
            for number, cells in rows:
                if not any(map(str.strip, cells)):
                    self._drop(number, "blank_rows", "", cells)
        return filled

    def _duplicate(self, claim: Claim) -> list[CellProblem]:
        self.facts.claims.append(claim)
        columns = ", ".join(self.crosswalk.key.columns)
        expected = f"another key than row {claim.first}"
        return [CellProblem(claim.row, columns, "duplicate_key", expected)]

    def _quarantine(
        self,
        number: int,
        cells: list[str],
        problems: list[CellProblem],
        quarantine: QuarantineWriter,
    ) -> None:
        key = self.mapper.keys.text(cells)
        for one in problems:
            value = self._judge.value_of(one.column, cells)
            self._judge.observe_kept_out(
                KeptOut(number, key, one.column, one.check, one.expected, value, one.shown)
            )
        self._drop(number, problems[0].check, key, cells)
        columns = "; ".join(dict.fromkeys(problem.column for problem in problems))
        quarantine.write(number, problems[0].check, columns, cells)

    def _drop(self, number: int, reason: str, key: str, cells: list[str]) -> None:
        self.facts.dropped.append(DroppedRow(number, reason, key))
        self.totals.drop(cells)

    def judge(
        self, folder: Path, files: _Files, csvw: dict[str, Any]
    ) -> tuple[list[Finding], list[str]]:
        """Count what was written and let every check judge; return findings and passed checks."""
        facts = self.facts
        facts.dropped.sort()
        facts.total_in, facts.total_dropped = self.totals.came_in, self.totals.dropped
        facts.resources_out, facts.total_out = read_back(folder / files.csv, facts.total_in)
        facts.things_out = _things(
            folder / files.quads, self.crosswalk.model.class_iri(self.names.vocabulary_base)
        )
        tables = [(folder / files.csv, csvw)]
        facts.written = read_written(folder / files.quads, tables)
        return self._judge.finish(facts)

    def report(
        self, checks: list[Finding], passed: list[str], outputs: dict[str, str], quads_out: int
    ) -> Report:
        """Return the report of the run."""
        facts = self.facts
        return Report(
            model=self.crosswalk.model.id,
            model_version=self.crosswalk.model.version,
            crosswalk=self.crosswalk.id,
            rows_in=facts.rows_in,
            resources_out=facts.resources_out,
            quads_out=quads_out,
            dropped=facts.dropped,
            checks=tuple(checks),
            passed=tuple(passed),
            totals={
                name: {
                    "in": str(facts.total_in[name]),
                    "out": str(facts.total_out[name]),
                    "dropped": str(facts.total_dropped[name]),
                }
                for name in facts.total_in
            },
            decisions=self._decisions(),
            outputs=outputs,
        )

    def _decisions(self) -> dict[str, Any]:
        dates = {
            name: step["date"]
            for name, expression in self.crosswalk.fields.items()
            if isinstance(expression, dict)
            for step in expression.get("steps", ())
            if isinstance(step, dict) and "date" in step
        }
        return {
            **self.table.decisions,
            "crs": self.locator.decisions(),
            "located": self.locator.located,
            "date_order": dates,
            "ignored_columns": dict(self.crosswalk.ignore),
        }


def _batches(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(itertools.islice(rows, size)):
        yield batch


def _things(path: Path, class_iri: str) -> int:
    """Return how many things of the class the N-Quads file describes."""
    mark = f"#type> <{class_iri}> ".encode()
    with path.open("rb") as file:
        return sum(mark in line for line in file)
