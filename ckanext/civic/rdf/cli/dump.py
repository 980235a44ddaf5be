"""The whole catalogue as a file."""

from __future__ import annotations

from pathlib import Path

import click

from ckanext.civic.core import nquads

from .. import config
from ..logic.catalog_dump import catalog_dump


@click.command()
@click.option("--format", "syntax", type=click.Choice(["nq", "nt"]), default="nq")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: print it."
)
def dump(syntax: str, output: Path | None) -> None:
    """Dump the catalogue as an anonymous visitor sees it; FILE appears when it's whole."""
    target = output.with_name(output.name + ".part") if output else None
    file = target.open("w", encoding="utf-8", newline="\n") if target else None
    datasets = -1  # the first batch is the catalogue itself
    try:
        for batch in catalog_dump(config.site()):
            quads = batch if syntax == "nq" else [(*quad[:3], "") for quad in batch]
            text = "".join(nquads.lines(quads))
            file.write(text) if file else click.echo(text, nl=False)
            datasets += 1
    finally:
        if file:
            file.close()
    if target and output:
        target.replace(output)
    click.echo(f"{datasets} datasets", err=True)
