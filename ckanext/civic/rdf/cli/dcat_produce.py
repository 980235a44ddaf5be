"""``ckan dcat produce`` for one dataset or many: one document, whatever the syntax.

ckanext-dcat's own command writes one document a dataset, each with all datasets before it, and
puts them behind one another; only Turtle can be read again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

import click

from ckanext.civic.core.errors import CivicError
from ckanext.dcat.cli import dcat  # pyright: ignore[reportMissingImports]

from .. import config
from ..logic.described_by import OURS, configured
from ..logic.mapped import text_of
from ..mapping import dataset_quads
from ..pages.formats import MEDIA_TYPES
from ..pages.writing import written
from ..profiles.foreign import dataset_triples

# what rdflib, and so the command's earlier users, call the formats
_NAMES = {
    "turtle": "ttl",
    "pretty-xml": "xml",
    "json-ld": "jsonld",
    "ntriples": "nt",
    "nquads": "nq",
}


def replace_produce() -> None:
    """Put our command in the place of ckanext-dcat's."""
    dcat.add_command(produce)


@click.command(context_settings={"show_default": True})
@click.argument("input", type=click.File(mode="r", encoding="utf-8"))
@click.option("-o", "--output", type=click.File(mode="wb"), default="-", help="The file to write.")
@click.option("-f", "--format", default="xml", help=f"One of {', '.join(MEDIA_TYPES)}.")
@click.option("-p", "--profiles", help="RDF profiles, by spaces; by default the portal's.")
@click.option("-m", "--compat_mode", is_flag=True, help="Without effect here.")
def produce(
    input: IO[str], output: IO[bytes], format: str, profiles: str | None, compat_mode: bool
) -> None:
    """Write CKAN datasets, one or a list as JSON, as one RDF document.

    A dataset that cannot be described is named, left out, and makes the command fail at the end.
    """
    ending = _NAMES.get(format, format)
    if ending not in MEDIA_TYPES:
        raise click.UsageError(f"--format: one of {', '.join(MEDIA_TYPES)}.")
    names = tuple((profiles or "").replace(",", " ").split()) or configured()
    found, failed = [], 0
    for dataset in _datasets(input):
        try:
            found.append(_described(dataset, names))
        except CivicError as error:
            click.echo(str(error), err=True)
            failed += 1
    output.write(written(found, ending))
    if failed:
        raise click.ClickException(f"{failed} datasets could not be described.")


def _datasets(file: IO[str]) -> list[dict[str, Any]]:
    try:
        value = json.load(file)
    except (ValueError, RecursionError) as error:
        raise click.ClickException("The input is no JSON.") from error
    datasets = value if isinstance(value, list) else [value]
    if not all(
        isinstance(each, dict) and (each.get("id") or each.get("name")) for each in datasets
    ):
        raise click.ClickException("The input is one dataset or a list, each with an id or a name.")
    return [{"name": each.get("id"), "id": each.get("name"), **each} for each in datasets]


def _is_named(dataset: dict[str, Any]) -> bool:
    return bool(dataset.get("id") or dataset.get("name"))


def _described(dataset: dict[str, Any], profiles: Sequence[str]) -> bytes:
    site = config.site()
    if set(profiles) <= OURS:
        return text_of(
            quad for each in profiles for quad in dataset_quads(dataset, site, profile=each)
        )
    return dataset_triples(dataset, site.catalog_iri, profiles)
