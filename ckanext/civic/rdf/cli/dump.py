"""The whole catalogue as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ..dumps import SYNTAXES, dump_format
from ..dumps.syntaxes import GZIP
from ..logic.catalog_dump import CatalogDump
from ..logic.catching_up import describe_everything
from ..logic.snapshot import dataset_count, snapshot


@click.command()
@click.option("--format", "syntax", type=click.Choice(list(SYNTAXES)), default="nq")
@click.option("--gzip", "is_packed", is_flag=True, help="Pack it.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Default: print it."
)
def dump(syntax: str, is_packed: bool, output: Path | None) -> None:
    """Dump the catalogue as an anonymous visitor sees it; FILE appears when it's whole."""
    format = dump_format(syntax + (GZIP if is_packed else ""))
    assert format is not None
    for package_id, message in describe_everything():
        click.echo(f"error: dataset {package_id}: {message}", err=True)
    with snapshot() as now:
        made = CatalogDump(now, format)
        chunks = _shown(made, dataset_count()) if sys.stderr.isatty() else made.chunks()
        if output:
            _write(chunks, output)
        else:
            stream = click.get_binary_stream("stdout")
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
    click.echo(f"{made.datasets} datasets", err=True)


def _write(chunks: Iterator[bytes], output: Path) -> None:
    target = output.with_name(output.name + ".part")
    try:
        with target.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        target.replace(output)
    finally:
        target.unlink(missing_ok=True)


def _shown(dump: CatalogDump, count: int) -> Iterator[bytes]:
    """Yield the dump and show on standard error how far it is."""
    with click.progressbar(length=max(1, count), file=sys.stderr, label="Datasets") as bar:
        done = 0
        for chunk in dump.chunks():
            yield chunk
            bar.update(dump.datasets - done)
            done = dump.datasets
