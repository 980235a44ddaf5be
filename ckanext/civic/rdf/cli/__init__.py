"""``ckan civic-rdf``: the quad store and the dumps from the command line, a command a file."""

from __future__ import annotations

import click

from .dcat_produce import produce
from .dump import dump
from .store import flush, load, rebuild, status, verify
from .validate import validate

__all__ = ["civic_rdf"]


@click.group("civic-rdf", short_help="Linked data: graphs, quad store, dumps.")
def civic_rdf() -> None:
    """Write datasets to the quad store, and dump the catalogue."""


for command in (dump, flush, load, produce, rebuild, status, validate, verify):
    civic_rdf.add_command(command)
