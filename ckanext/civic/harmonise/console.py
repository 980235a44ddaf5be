"""``civic harmonise``: map a file to a shared model without a portal."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ckanext.civic.core.errors import CivicError

from .crosswalks import Crosswalk
from .errors import CrosswalkError
from .mapping.columns import normal
from .pipeline import Names, Report, list_crosswalks, load_crosswalk, load_model
from .pipeline import harmonise as run
from .readers import Source, open_table

EXIT_FINDINGS = 1  # everything was written, and a check found an error
EXIT_FAILED = 2  # nothing was written
_EXAMPLE_BASE = "https://data.example.org"


class _Failed(click.ClickException):
    exit_code = EXIT_FAILED


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", required=True, help="Shared model: streetlights, parking or spend.")
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
@click.option("--council", help="Name of the council in addresses; default: from the crosswalk.")
@click.option("--dataset", help="Name of the dataset in the graph's address; default: the model.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def harmonise(
    file: Path,
    model: str,
    crosswalk: str | None,
    output: Path,
    uri_base: str,
    vocabulary_base: str | None,
    council: str | None,
    dataset: str | None,
    as_json: bool,
) -> None:
    """Map FILE to a shared model and check it.

    Exit status: 0 no error, 1 written but a check found an error, 2 nothing was written.
    """
    try:
        chosen = _choose(file, model, crosswalk)
        names = Names(
            uri_base=uri_base.rstrip("/"),
            vocabulary_base=(vocabulary_base or uri_base).rstrip("/"),
            council=council or chosen.id.removesuffix(f"-{model}"),
            dataset=dataset or model,
        )
        report = run(file, chosen, names, output)
    except CivicError as error:
        if as_json:
            click.echo(json.dumps(_failure(error), ensure_ascii=False, indent=2))
        raise _Failed(str(error)) from error
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
    click.echo(text if as_json else _summary(report, output))
    if not report.ok:
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _choose(file: Path, model: str, crosswalk: str | None) -> Crosswalk:
    """Return the crosswalk that was named, or the only one of the model that fits the header."""
    load_model(model)
    if crosswalk:
        chosen = load_crosswalk(crosswalk)
        if chosen.model.id != model:
            raise CrosswalkError(
                f"The crosswalk “{chosen.id}” is for the model “{chosen.model.id}”, not “{model}”."
            )
        return chosen
    header = {normal(heading) for heading in open_table(file, Source()).header}
    every = list_crosswalks(model)
    fitting = [one for one in every if header.issuperset(map(normal, one.file_columns))]
    if len(fitting) > 1:  # the one that knows every column of the file, if there is just one
        whole = [one for one in fitting if header.issubset(map(normal, _known(one)))]
        fitting = whole or fitting
    if len(fitting) != 1:
        raise CrosswalkError(
            f"{'No crosswalk' if not fitting else 'More than one crosswalk'} of the model"
            f" “{model}” fits the columns of {file.name}.",
            advice=f"Name one with --crosswalk: {', '.join(one.id for one in fitting or every)}.",
        )
    return fitting[0]


def _known(crosswalk: Crosswalk) -> tuple[str, ...]:
    return (*crosswalk.columns, *crosswalk.accounted)


def _failure(error: CivicError) -> dict[str, object]:
    place = {
        name: value
        for name in ("file", "row", "column")
        if (value := getattr(error.place, name)) is not None
    }
    return {"error": {"message": error.message, "place": place, "advice": error.advice}}


def _summary(report: Report, output: Path) -> str:
    lines = [
        f"{report.rows_in:,} rows in, {report.resources_out:,} resources out,"
        f" {len(report.dropped):,} dropped ({report.crosswalk}, {report.model}"
        f" {report.model_version})",
    ]
    lines += [
        f"total {name}: {sums['in']} in, {sums['out']} out, {sums['dropped']} dropped"
        for name, sums in report.totals.items()
    ]
    lines += [f"{found.severity} {found.id}: {found.message}" for found in report.checks]
    lines.append(f"{len(report.passed)} checks passed: {', '.join(report.passed)}")
    lines += [f"wrote {output / name}" for name in report.outputs.values()]
    return "\n".join(lines)
