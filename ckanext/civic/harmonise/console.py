"""``civic harmonise``: map a file to a shared model without a portal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from ckanext.civic.core import clock
from ckanext.civic.core.errors import CivicError

from .checks.refused import refusal_finding
from .crosswalks import Crosswalk
from .crosswalks.choice import choose
from .errors import CrosswalkError, HarmoniseError
from .last_release import LastRelease
from .lifecycle import Choices, read_choices
from .models import Model
from .organisations import council as registered_council
from .pipeline import Names, Report, list_crosswalks, load_crosswalk, load_model
from .pipeline import harmonise as run
from .readers import Source, open_table
from .reports import as_text

EXIT_FINDINGS = 1  # everything was written, and a check found an error
EXIT_FAILED = 2  # nothing was written
_EXAMPLE_BASE = "https://data.example.org"


class _Failed(click.ClickException):
    exit_code = EXIT_FAILED


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", required=True, help="Id of a shared model, or a YAML file.")
@click.option(
    "--models",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with models and crosswalks of your own, in models/ and crosswalks/.",
)
@click.option(
    "--crosswalk",
    help="Id of a crosswalk or a YAML file; default: the one of the model whose columns fit.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("harmonised"),
    show_default=True,
    help="Folder for the result.",
)
@click.option("--uri-base", default=_EXAMPLE_BASE, show_default=True, help="Site of the things.")
@click.option("--vocabulary-base", help="Site of the vocabulary; default: that of the things.")
@click.option("--council", help="Name of the council in addresses; default: its publisher's.")
@click.option("--dataset", help="Name of the dataset in the graph's address; default: the model.")
@click.option("--day", help="Day that the file is of, such as 2014-09-30; default: today.")
@click.option(
    "--previous",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Canonical table of the last release: what is gone from it must be accounted for.",
)
@click.option(
    "--ended",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The last release's table of things that are no more ({name}-ended.csv).",
)
@click.option(
    "--gone",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML file that says why things of the last release are gone.",
)
@click.option("--changes", is_flag=True, help="List every cell that a rule changed.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def harmonise(
    file: Path,
    model: str,
    models: Path | None,
    crosswalk: str | None,
    output: Path,
    uri_base: str,
    vocabulary_base: str | None,
    council: str | None,
    dataset: str | None,
    day: str | None,
    previous: Path | None,
    ended: Path | None,
    gone: Path | None,
    changes: bool,
    as_json: bool,
) -> None:
    """Map FILE to a shared model and check it.

    Exit status: 0 no error, 1 written but a check found an error, 2 nothing was written.
    """
    try:
        folders = [models] if models else []
        shared = load_model(model, folders)
        if Path(model).suffix in (".yaml", ".yml"):
            folders.append(Path(model).parent)
        day = day or clock.now().date().isoformat()
        chosen = _choose(file, shared, crosswalk, folders, day)
        names = Names(
            uri_base=uri_base.rstrip("/"),
            vocabulary_base=(vocabulary_base or uri_base).rstrip("/"),
            council=council or _council_of(chosen),
            dataset=dataset or shared.id,
        )
        last = _last_release(previous, ended, gone)
        report = run(file, chosen, names, output, last_release=last, list_changes=changes, day=day)
    except CivicError as error:
        if as_json:
            click.echo(json.dumps(_failure(error), ensure_ascii=False, indent=2))
        raise _Failed(str(error)) from error
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
    click.echo(text if as_json else _summary(report, output))
    if not report.ok:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _council_of(crosswalk: Crosswalk) -> str:
    """Return the council's name in addresses: the registry's, else what the crosswalk is called."""
    publisher = crosswalk.publisher
    known = registered_council(publisher.uri) or registered_council(publisher.name)
    return known.slug if known else crosswalk.id.removesuffix(f"-{crosswalk.model.id}")


def _choose(
    file: Path, model: Model, crosswalk: str | None, folders: Sequence[Path], day: str
) -> Crosswalk:
    """Return the crosswalk that was named, or the only one of the model that fits the header."""
    if crosswalk:
        chosen = load_crosswalk(crosswalk, folders)
        if chosen.model.id != model.id:
            raise CrosswalkError(
                f"The crosswalk “{chosen.id}” is for the model “{chosen.model.id}”, not"
                f" “{model.id}”."
            )
        return chosen
    headers: dict[str, Sequence[str] | None] = {}
    first = open_table(file, Source()).header  # tells at once when the file is no table

    def header_of(one: Crosswalk) -> Sequence[str] | None:
        """Read the header as the crosswalk says, once for each way of reading."""
        way = repr(sorted(one.source.items()))
        if way not in headers:
            try:
                headers[way] = (
                    open_table(file, Source(**one.source)).header if one.source else first
                )
            except HarmoniseError:
                headers[way] = None
        return headers[way]

    return choose(list_crosswalks(model.id, folders), header_of, file.name, day)


def _last_release(
    previous: Path | None, ended: Path | None, gone: Path | None
) -> LastRelease | None:
    if previous is None:
        if ended or gone:
            raise HarmoniseError("‘--ended’ and ‘--gone’ need ‘--previous’, the last release.")
        return None
    return LastRelease(previous, ended, read_choices(gone) if gone else Choices())


def _failure(error: CivicError) -> dict[str, object]:
    place = {
        name: value
        for name in ("file", "row", "column")
        if (value := getattr(error.place, name)) is not None
    }
    found = refusal_finding(error)
    return {
        "ok": False,
        "error": {"message": error.message, "place": place, "advice": error.advice},
        "checks": [found.as_dict()] if found else [],
    }


def _summary(report: Report, output: Path) -> str:
    lines = [
        f"{report.rows_in:,} rows in, {report.resources_out:,} resources out,"
        f" {report.dropped.count:,} left out ({report.crosswalk}, {report.model}"
        f" {report.model_version})",
    ]
    lines += [
        f"total {name}: {sums['in']} in, {sums['out']} out, {sums['dropped']} left out"
        + _not_added(sums)
        for name, sums in report.totals.items()
    ]
    checks = [one.as_dict() for one in report.checks]
    others = [one.as_dict() for one in report.not_applicable]
    found = {"checks": checks, "passed": report.passed, "not_applicable": others}
    lines.append(as_text(found))
    lines += [f"wrote {output / name}" for name in report.outputs.values()]
    return "\n".join(lines)


def _not_added(sums: Mapping[str, str]) -> str:
    """Say which cells are in no sum."""
    count = sums.get("not_added")
    if not count:
        return ""
    cells = (
        "1 cell is no number and was"
        if count == "1"
        else f"{int(count):,} cells are no numbers and were"
    )
    more = " and others" if int(count) > len(sums["rows"].split(", ")) else ""
    return f"; {cells} not added (rows {sums['rows']}{more})"
