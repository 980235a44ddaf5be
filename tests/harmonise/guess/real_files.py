"""The real files that have a crosswalk, and what their crosswalks map."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from ckanext.civic.harmonise.crosswalks import Crosswalk, list_crosswalks
from ckanext.civic.harmonise.crosswalks.crosswalk import columns_of
from ckanext.civic.harmonise.errors import HarmoniseError
from ckanext.civic.harmonise.mapping.columns import normal
from ckanext.civic.harmonise.readers import Source, Table, open_table

SUFFIXES = (".csv", ".csv.gz", ".txt.gz", ".xml")
EQUALS = Path(__file__).with_name("equals.yaml")


@cache
def real_tables(folder: Path) -> tuple[Table, ...]:
    """Return every table of the folder of real files that can be read as it is."""
    tables = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(SUFFIXES) and path.name != "INDEX.csv":
            try:
                tables.append(open_table(path, Source()))
            except HarmoniseError:
                continue  # what no reader takes has no guess either
    return tuple(tables)


def with_crosswalks(folder: Path) -> Iterator[tuple[Table, Crosswalk]]:
    """Yield each table with the crosswalk that accounts for most of its columns."""
    every = list_crosswalks()
    for table in real_tables(folder):
        header = {normal(one) for one in table.header}
        fitting = [
            one
            for one in every
            if header.issuperset(map(normal, (*one.columns, *one.accounted)))
            and {normal(name) for name in (*one.columns, *one.accounted)} >= header
        ]
        if fitting:
            yield table, fitting[0]


def wanted_of(crosswalk: Crosswalk, table: Table) -> dict[str, set[str | None]]:
    """Return the acceptable fields of each column, as a person mapped them.

    A column that is part of another may be taken in its place, or left.
    """
    uses: dict[str, set[str | None]] = {}
    for name, expression in crosswalk.fields.items():
        for column in columns_of(expression):
            uses.setdefault(normal(column), set()).add(name)
    for position in crosswalk.positions:
        axes = ("easting", "northing")
        if position.crs != "EPSG:27700" or "easting" not in crosswalk.model.position:
            axes = ("longitude", "latitude")
        for axis, expression in zip(axes, (position.x, position.y), strict=True):
            for column in columns_of(expression):
                uses.setdefault(normal(column), set()).add(crosswalk.model.position[axis])
    if crosswalk.redaction and crosswalk.model.redacted_flag:
        flag = normal(crosswalk.redaction.column)
        uses.setdefault(flag, set()).update({crosswalk.model.redacted_flag})
    for part, whole in crosswalk.part_of.items():
        fields = uses.get(normal(whole)) or {whole if whole in crosswalk.model.fields else None}
        uses.setdefault(normal(part), set()).update({None, *fields})
        if normal(whole) in uses:
            uses[normal(whole)] = {*uses[normal(whole)], None}
    for column, fields in _equals().get(crosswalk.id, {}).items():
        uses.setdefault(normal(column), set()).update(fields)
    return {one: uses.get(normal(one), {None}) for one in table.header}


@cache
def _equals() -> dict[str, dict[str, list[str | None]]]:
    return yaml.safe_load(EQUALS.read_text(encoding="utf-8"))["equals"]
