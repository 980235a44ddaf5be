"""The official shapes, over the catalogue."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

import click
from ckan import model

from .. import config
from ..errors import DescriptionsBehind
from ..logic.catching_up import describe_everything
from ..logic.snapshot import dataset_count
from ..logic.validation import Report, each_report, reports_of
from ..validation import Severity
from ..validation.forms import form_path
from ..validation.shapes import PROFILES


@click.command()
@click.option("--dataset", "names", multiple=True, help="Only this one; may be given again.")
@click.option("--profile", type=click.Choice(list(PROFILES)), default="civic_dcat_ap")
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many datasets.")
@click.option("--recommended", is_flag=True, help="Say also what would be good to have.")
@click.option("--verbose", is_flag=True, help="Add the processor's own words.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a dataset and line.")
def validate(
    names: tuple[str, ...],
    profile: str,
    limit: int | None,
    recommended: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Hold what is published of each dataset against the official shapes."""
    errors = 0
    for package_id, message in describe_everything():
        errors += 1
        click.echo(f"error: dataset {package_id}: {message}", err=True)
    try:
        if names:
            ids, missing = _ids(names)
            reports = reports_of(ids, profile, with_recommended=recommended)
        else:
            ids, missing = [], []
            reports = each_report(profile, limit=limit, with_recommended=recommended)
        datasets, violations, failed = _print(
            _with_progress(reports, len(ids) or min(limit or 10**9, dataset_count())),
            verbose=verbose,
            as_json=as_json,
        )
    except DescriptionsBehind as error:
        raise click.ClickException(str(error)) from error
    if names and datasets + failed < len(ids):
        missing.append("a dataset that is named is not public, and so nothing is said of it")
    for message in missing:
        click.echo(f"error: {message}", err=True)
    click.echo(f"{datasets} datasets, {violations} violations", err=as_json)
    if violations or failed or errors or missing:
        raise SystemExit(1)


def _ids(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the ids of the datasets that are there, and messages about those that are not."""
    found = {name: model.Package.get(name) for name in dict.fromkeys(names)}
    missing = [f"there is no dataset {name}" for name, package in found.items() if not package]
    return [package.id for package in found.values() if package], missing


def _print(reports: Iterator[Report], *, verbose: bool, as_json: bool) -> tuple[int, int, int]:
    """Print each report; return datasets, violations, and datasets that could not be looked at."""
    datasets = violations = failed = 0
    for report in reports:
        datasets += bool(report.package_id)  # the catalogue itself has none
        violations += report.violations
        failed += bool(report.error)
        if as_json:
            click.echo(json.dumps(_values(report), ensure_ascii=False))
        elif report.findings or report.error:
            click.echo("\n".join(_lines(report, verbose=verbose)))
            click.echo("")
    return datasets, violations, failed


def _values(report: Report) -> dict[str, object]:
    return {
        "id": report.package_id or None,
        "name": report.name,
        "title": report.title,
        "error": report.error or None,
        "violations": [each.as_dict() for each in report.of(Severity.VIOLATION)],
        "recommendations": [each.as_dict() for each in report.of(Severity.RECOMMENDATION)],
    }


def _lines(report: Report, *, verbose: bool) -> Iterator[str]:
    yield f"{report.name}: {_plain(report.title)}"
    if report.error:
        yield f"  Could not be looked at: {_plain(report.error)}"
    for finding in report.findings:
        is_violation = finding.severity is Severity.VIOLATION
        of = f" ({_plain(finding.about)})" if finding.about else ""
        yield f"  {'Mend' if is_violation else 'Better'}: {_plain(finding.sentence)}{of}"
        where = f"{finding.label}: " if finding.label else ""
        yield f"    {where}{finding.advice}"
        path = form_path(finding, report.name) if report.package_id else ""
        if path:
            yield f"    {config.site().url}{path}"
        if verbose:
            result = finding.result
            yield f"    {result.constraint} of {result.path or '-'} at {result.focus}"
            yield f"    {_plain(result.message)}"


def _plain(text: str) -> str:
    """Return a text as one line that a terminal takes for nothing but text."""
    return "".join(each if each.isprintable() else " " for each in text)


def _with_progress(reports: Iterator[Report], count: int) -> Iterator[Report]:
    """Show on standard error how far it is, where that is a terminal."""
    if not sys.stderr.isatty():
        yield from reports
        return
    with click.progressbar(length=max(1, count), file=sys.stderr, label="Datasets") as bar:
        for report in reports:
            yield report
            bar.update(1 if report.package_id else 0)
