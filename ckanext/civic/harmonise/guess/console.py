"""``civic guess``: which model a file is of, and a first crosswalk for it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click

from ckanext.civic.core.errors import CivicError

from ..crosswalks import Publisher, list_crosswalks, parse_crosswalk
from ..models import list_models, load_model
from ..organisations import council as council_of
from ..readers import Source, open_table
from .crosswalk_text import as_crosswalk, slug
from .result import ColumnGuess, Guess
from .sheets import guess_file

_EXAMPLE_BASE = "https://data.example.org"
_EXAMPLE_COUNCIL = "Example Council"
EXIT_UNSURE = 1  # no model is sure enough
EXIT_FAILED = 2  # the file cannot be read


class _Failed(click.ClickException):
    exit_code = EXIT_FAILED


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="Shared model; default: the one that fits, if one is sure enough.")
@click.option(
    "--crosswalk-out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the guess as a crosswalk, to go through and to change.",
)
@click.option("--council", help="Name of the publisher in that crosswalk.")
@click.option("--council-uri", help="Address that stands for the publisher in linked data.")
@click.option(
    "--sheet", default="", help="Sheet of a workbook; default: the one that fits a model best."
)
@click.option("--json", "as_json", is_flag=True, help="Print the guess as JSON.")
def guess(
    file: Path,
    model: str | None,
    crosswalk_out: Path | None,
    council: str | None,
    council_uri: str | None,
    sheet: str,
    as_json: bool,
) -> None:
    """Guess which shared model FILE is of, what its columns hold, and which codes its values mean.

    Exit status: 0 a model is sure enough, 1 none is, 2 the file cannot be read.
    """
    try:
        if model:
            load_model(model)
        found = guess_file(
            partial(open_table, file),
            list_models(),
            list_crosswalks(),
            source=Source(sheet=sheet),
            model=model,
        )
        if crosswalk_out:
            text = as_crosswalk(found, _publisher(council, council_uri))
            crosswalk_out.write_text(text, encoding="utf-8")
            _say_if_not_ready(text, crosswalk_out)
    except CivicError as error:
        raise _Failed(str(error)) from error
    except OSError as error:
        raise _Failed(f"{crosswalk_out} cannot be written ({type(error).__name__}).") from error
    click.echo(
        json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if as_json else summary(found)
    )
    if found.model is None:
        raise click.exceptions.Exit(EXIT_UNSURE)


def _publisher(name: str | None, uri: str | None) -> Publisher:
    """Return the publisher, with the address that the registry of councils has for the name."""
    known = council_of(name) if name else None
    if known:
        return Publisher(known.name, uri or known.uri)
    name = name or _EXAMPLE_COUNCIL
    return Publisher(name, uri or f"{_EXAMPLE_BASE}/id/organisation/{slug(name)}")


def _say_if_not_ready(text: str, path: Path) -> None:
    """Say on standard error what a person must add before the crosswalk can be used."""
    try:
        parse_crosswalk(text, path.name)
    except CivicError as error:
        click.echo(f"{path} is not ready yet: {error}", err=True)


def summary(found: Guess) -> str:
    """Return a guess as lines for a person."""
    near = ", ".join(f"{one.name} {one.confidence:.2f}" for one in found.models)
    lines = [
        f"Model: {found.model or 'none is sure enough'} ({found.confidence:.2f}); nearest: {near}"
        if near
        else "Model: none is like this file"
    ]
    lines += [_column_line(one) for one in found.columns]
    for one in found.codes:
        left = [v.value for v in one.values if not v.code]
        more = f"; without: {', '.join(left[:8])}" if left else ""
        lines.append(f"Codes of {one.field}: {one.coverage:.0%} of the rows{more}")
    if found.key:
        line = f", lines by {', '.join(found.key.line)}" if found.key.line else ""
        lines.append(f"Key: {', '.join(found.key.columns)}{line}. {found.key.reason}")
    lines += [f"Position: {p.x}, {p.y} in {p.crs} ({p.confidence:.2f})" for p in found.positions]
    lines += [f"Note: {one}" for one in found.notes]
    return "\n".join(lines)


def _column_line(one: ColumnGuess) -> str:
    if one.field:
        fields = ", ".join((one.field, *one.also))
        return f"  {one.column} → {fields} ({one.confidence:.2f}) {one.reason}"
    what = f"leave out: {one.ignore}" if one.ignore else "not mapped"
    return f"  {one.column}: {what}. {one.reason}"
