"""``civic csv2rdf``: a CSVW processor on the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import click

from ckanext.civic.core.errors import CivicError

from .csv2rdf import csv2rdf as convert
from .sources import parse_maps

EXIT_FAILED = 1


@click.command()
@click.argument("source")
@click.option("--metadata", metavar="FILE", help="Metadata to use instead of what is found.")
@click.option("--minimal", is_flag=True, help="Write what the cells say, nothing of the table.")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="URL-PREFIX=DIR",
    help="Read addresses that start so from a folder, never from the web; repeatable.",
)
@click.option("--link", default="", metavar="HEADER", help="Link header that SOURCE comes with.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the N-Triples; default: standard output.",
)
def csv2rdf(
    source: str,
    metadata: str | None,
    minimal: bool,
    maps: tuple[str, ...],
    link: str,
    output: Path | None,
) -> None:
    """Convert SOURCE to RDF (N-Triples) as the W3C's CSV on the Web standards say.

    SOURCE is a table or a metadata document: a file or an http address. Warnings go to standard
    error. Ends with 1, and leaves no file, when the metadata is invalid or something cannot be
    read.
    """
    try:
        folders = parse_maps(maps)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--map") from None
    try:
        chunks = convert(source, metadata, minimal, folders, link, _warn)
        with _target(output) as stream:
            _write(chunks, stream)
    except BrokenPipeError:
        # the reader has seen enough; what Python flushes at its end must have somewhere to go
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (CivicError, OSError) as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(EXIT_FAILED) from None


def _warn(message: str) -> None:
    click.echo(f"warning: {message}", err=True)


def _write(chunks: Iterable[str], stream: BinaryIO) -> None:
    for chunk in chunks:
        stream.write(chunk.encode())


@contextmanager
def _target(path: Path | None) -> Iterator[BinaryIO]:
    """Open the output: a file appears only when it is whole."""
    if path is None:
        stream = click.get_binary_stream("stdout")
        yield stream
        stream.flush()
        return
    if path.exists() and not path.is_file():  # a device or a pipe
        with path.open("wb") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
