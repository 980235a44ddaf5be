"""What was written, as far as checks of the output look at it.

The linked data is what the engine makes of the described tables and nothing else, so all its
properties and fixed classes stand in the descriptions of the columns. What can differ from row to
row are the cells that addresses and classes are made of; they come from all rows of the tables,
each once. The first lines of the linked data are read as well: a proof is no observation.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..writers.read_back import ReadBack, place_of

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST_ADDRESSES = 200_000  # of one column; of further ones, only the places are told apart
_MOST_NAMES = 20_000  # the same for cells that are the end of an address
_FIRST_LINES = 20_000
# Source: N-Quads, section 4, as the suite writes it: one statement a line, IRIs in angle brackets
_LINE = re.compile(r"(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|.*?)(?: <[^>]*>)? \.\s*$")


@dataclass
class Written:
    """The terms and addresses of a result.

    ``predicates`` and ``classes`` are IRIs. ``subjects`` are the addresses that are described.
    ``objects`` has, by column (or by property), the addresses that it points to, and ``places`` the
    beginnings, up to council and dataset, of those that were too many to keep.
    """

    predicates: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    objects: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, set[str]] = field(default_factory=dict)
    quads: Path | None = None

    def undescribed(self, addresses: Set[str]) -> set[str]:
        """Return which addresses no statement describes; reads the linked data only if need be."""
        left = set(addresses) - self.subjects
        if left and self.quads is not None:
            with self.quads.open(encoding="utf-8") as file:
                for line in file:
                    if line[0] == "<":
                        left.discard(line[1 : line.index(">")])
        return left

    def add_lines(self, lines: Iterable[str], column_of: Mapping[str, str] | None = None) -> None:
        """Read statements; ``column_of`` names the column that a property comes from."""
        for line in lines:
            found = _LINE.match(line)
            if not found:
                continue
            subject, _, predicate, object_ = found.groups()
            self.predicates.add(predicate)
            if subject:
                self.subjects.add(subject)
            if object_ is None:
                continue
            if predicate == RDF_TYPE:
                self.classes.add(object_)
            else:
                self.add_object((column_of or {}).get(predicate, predicate), object_)

    def add_object(self, column: str, address: str) -> None:
        """Note an address that a column points to."""
        known = self.objects.setdefault(column, set())
        if len(known) < _MOST_ADDRESSES:
            known.add(address)


def read_written(
    quads: Path,
    tables: Sequence[tuple[Path, Mapping[str, Any]]],
    found: ReadBack,
) -> Written:
    """Return what was written.

    ``quads`` is the N-Quads file; ``tables`` are CSV files with their CSVW table descriptions,
    the main table first. ``found`` has the different cells of the `address_columns` of the main
    table; the others are read, for the things that they describe too.
    """
    written = Written(quads=quads)
    written.subjects.update(found.ends)
    columns: dict[str, str] = {}
    for number, (path, description) in enumerate(tables):
        listed = description.get("tableSchema", {}).get("columns", [])
        for column in listed:
            _terms(column, written, columns)
        made = _made_of(description)
        if number:
            _addresses(path, made, written)
            continue
        for name in made.keys() & found.values.keys():
            for cell in found.values[name]:
                _add(cell, made[name], name, written)
            for cell in found.places.get(name, ()):
                address = _filled(made[name]["valueUrl"], name, cell)
                written.places.setdefault(name, set()).add(place_of(address))
    with quads.open(encoding="utf-8") as file:
        written.add_lines(islice(file, _FIRST_LINES), columns)
    return written


def address_columns(description: Mapping[str, Any]) -> dict[str, int]:
    """Return the columns whose cells make addresses, with how many different ones are kept."""
    return {
        name: _MOST_ADDRESSES if column["valueUrl"] == f"{{+{name}}}" else _MOST_NAMES
        for name, column in _made_of(description).items()
    }


def _made_of(description: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the columns whose own cells stand in their ``valueUrl``: ``{name}``, ``{+name}``."""
    columns = description.get("tableSchema", {}).get("columns", [])
    return {
        one["name"]: one
        for one in columns
        if not one.get("suppressOutput")
        and any(part in one.get("valueUrl", "") for part in _parts(one["name"]))
    }


def _parts(name: str) -> tuple[str, str]:
    return f"{{{name}}}", f"{{+{name}}}"


def _filled(template: str, name: str, cell: str) -> str:
    """Return the address of a cell (RFC 6570, simple and reserved expansion)."""
    simple, reserved = _parts(name)
    return template.replace(reserved, cell).replace(simple, quote(cell, safe=""))


def _add(cell: str, column: Mapping[str, Any], name: str, written: Written) -> None:
    for one in filter(None, cell.split("|")):
        address = _filled(column["valueUrl"], name, one)
        if column.get("propertyUrl") == RDF_TYPE:
            written.classes.add(address)
        else:
            written.add_object(name, address)


def _terms(column: Mapping[str, Any], written: Written, columns: dict[str, str]) -> None:
    predicate = column.get("propertyUrl")
    if not predicate or column.get("suppressOutput"):
        return
    written.predicates.add(predicate)
    columns.setdefault(predicate, column["name"])
    value = column.get("valueUrl", "")
    if value and "{" not in value:
        if predicate == RDF_TYPE:
            written.classes.add(value)
        else:
            written.add_object(column["name"], value)


def _addresses(path: Path, made: Mapping[str, Mapping[str, Any]], written: Written) -> None:
    """Read the things of a table beside the main one, and the addresses that they point to."""
    if not path.exists():
        return
    for row in _cells(path, [*made, "uri"]):
        if row["uri"]:
            written.subjects.add(row["uri"])
        for name, column in made.items():
            _add(row.get(name, ""), column, name, written)


def _cells(path: Path, names: Sequence[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        places = {name: header.index(name) for name in names if name in header}
        for cells in reader:
            yield {name: cells[index] for name, index in places.items()}
