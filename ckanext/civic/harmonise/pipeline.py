"""From a publisher's file to canonical CSV, CSVW metadata and N-Quads, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ckanext.civic.core import clock
from ckanext.civic.core.errors import Place

from .checks import DatasetRecord, Verdict
from .crosswalks import Crosswalk, list_crosswalks, load_crosswalk, parse_crosswalk
from .crosswalks.completion import completed
from .errors import CrosswalkError, HarmoniseError
from .garbage import seldom_collected
from .last_release import LastRelease
from .mapping.columns import check_layout
from .mapping.names import Names
from .mapping.unpivot import unpivoted
from .models import list_models, load_model
from .models.vocabulary import vocabulary_quads
from .one_pass import OnePass, decisions
from .output_files import OutputFiles
from .readers import Source, open_table
from .report import Report
from .writers import described_files, staging

__all__ = [
    "LastRelease",
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

_LARGE_BYTES = 2_000_000  # some 10,000 rows


def harmonise(
    source: Path,
    crosswalk: Crosswalk,
    names: Names,
    out: Path,
    *,
    original_name: str | None = None,
    last_release: LastRelease | None = None,
    dataset: DatasetRecord | None = None,
    list_changes: bool = False,
    day: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Map ``source`` to the crosswalk's model and write the result into the folder ``out``.

    Writes ``{stem}.csv`` (canonical), ``{stem}-{kind}.csv`` for what is said beside it,
    ``{stem}.csv-metadata.json`` (CSVW of all of them), ``{stem}.nq``, and for the publisher
    ``{stem}.quarantine.csv``, ``{stem}.findings.csv`` and with ``list_changes``
    ``{stem}.changes.csv`` where there is something to list. ``stem`` comes from ``original_name``
    or else from ``source``. ``day`` (ISO 8601, default today) is the day that the file is of.
    ``progress`` is told from time to time how many rows were read.
    Nothing appears in ``out`` unless everything was written.
    Raises HarmoniseError when the file as a whole cannot be read or mapped.
    """
    name = Path(original_name or source.name).name
    files = OutputFiles.of(name)
    _refuse_expired(crosswalk, day or clock.now().date().isoformat(), name)
    table = open_table(source, Source(**crosswalk.source), name)
    if crosswalk.layout:
        check_layout(table.header, crosswalk.layout, name)
    if crosswalk.unpivot:
        table = unpivoted(table, crosswalk.unpivot)
    crosswalk = completed(crosswalk, table.header)
    _refuse_overwriting(source, out, files, name)
    with staging(out) as stage, seldom_collected():
        run = OnePass(
            table,
            crosswalk,
            names,
            stage.folder,
            files,
            list_changes=list_changes,
            is_large=source.stat().st_size > _LARGE_BYTES,
        )
        run.facts.dataset = dataset
        run.run(last_release, progress)
        verdict = run.judge()
        outputs = files.outputs(run.made(), run.result.companions)
        report = _report(run, verdict, outputs)
        stage.publish(list(outputs.values()), _stale(out, files, outputs))
    return report


def _refuse_expired(crosswalk: Crosswalk, day: str, name: str) -> None:
    if not crosswalk.is_valid_on(day):
        span = f"{crosswalk.valid_from or '…'} to {crosswalk.valid_to or '…'}"
        raise CrosswalkError(
            f"The crosswalk “{crosswalk.id}” is for files from {span}, and this one is of {day}.",
            place=Place(file=name),
            advice="Choose another crosswalk, or say which day the file is of.",
        )


def _refuse_overwriting(source: Path, out: Path, files: OutputFiles, name: str) -> None:
    if any((out / one).resolve() == source.resolve() for one in files.every):
        raise HarmoniseError(
            "The result would overwrite the file itself.",
            place=Place(file=name),
            advice="Choose another output folder.",
        )


def _stale(out: Path, files: OutputFiles, outputs: dict[str, str]) -> list[str]:
    """Return files of an earlier result that this one has not; its description names them."""
    there = {*files.every, *described_files(out / files.csvw)}
    return sorted(there - set(outputs.values()))


def _report(run: OnePass, verdict: Verdict, outputs: dict[str, str]) -> Report:
    facts = run.facts
    return Report(
        model=run.crosswalk.model.id,
        model_version=run.crosswalk.model.version,
        crosswalk=run.crosswalk.id,
        rows_in=facts.rows_in,
        resources_out=facts.resources_out,
        quads_out=run.result.quads,
        dropped=facts.dropped,
        checks=tuple(verdict.findings),
        passed=tuple(verdict.passed),
        not_applicable=tuple(verdict.not_applicable),
        totals={
            name: {
                "in": str(facts.total_in[name]),
                "out": str(facts.total_out[name]),
                "dropped": str(facts.total_dropped[name]),
                **_not_added(run, name),
            }
            for name in facts.total_in
        },
        decisions=decisions(run),
        outputs=outputs,
        life=facts.life.as_dict() if facts.life else None,
    )


def _not_added(run: OnePass, name: str) -> dict[str, str]:
    """Return how many cells of a measure are in no sum, and the first rows of them."""
    count = run.facts.not_added.get(name, 0)
    rows = run.facts.rows_not_added.get(name, ())
    return {"not_added": str(count), "rows": ", ".join(map(str, rows))} if count else {}
