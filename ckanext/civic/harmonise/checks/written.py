"""What was written, as far as checks of the output look at it.

Every row gives the same properties and classes, so the terms come from the description of the
columns and from the first lines of the linked data. The values that can differ from row to row are
addresses; they come from the tables, each once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MOST_ADDRESSES = 200_000  # of one column; beyond, further ones are not told apart
_FIRST_LINES = 20_000
# Source: N-Quads, section 4, as the suite writes it: one statement a line, IRIs in angle brackets
_LINE = re.compile(r"(?:<([^>]*)>|(_:\S+)) <([^>]*)> (?:<([^>]*)>|.*?)(?: <[^>]*>)? \.\s*$")


@dataclass
class Written:
    """The terms and addresses of a result.

    ``predicates`` and ``classes`` are IRIs. ``subjects`` are the addresses that are described.
    ``objects`` has, by column (or by property), the addresses that it points to.
    """

    predicates: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    objects: dict[str, set[str]] = field(default_factory=dict)
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
    values: Mapping[str, Iterable[str]],
) -> Written:
    """Return what was written.

    ``quads`` is the N-Quads file; ``tables`` are CSV files with their CSVW table descriptions,
    the main table first. ``values`` has the different cells of the `address_columns` of the main
    table; the others are read, for the things that they describe too.
    """
    written = Written(quads=quads)
    columns: dict[str, str] = {}
    for number, (path, description) in enumerate(tables):
        listed = description.get("tableSchema", {}).get("columns", [])
        for column in listed:
            _terms(column, written, columns)
        if number:
            _addresses(path, description, written)
    for name, cells in values.items():
        for address in filter(None, (one for cell in cells for one in cell.split("|"))):
            written.add_object(name, address)
    with quads.open(encoding="utf-8") as file:
        written.add_lines(islice(file, _FIRST_LINES), columns)
    return written


def address_columns(description: Mapping[str, Any]) -> dict[str, int]:
    """Return the columns whose cells are addresses (``valueUrl`` is ``{+name}``).

    Each comes with how many different ones are looked at.
    """
    columns = description.get("tableSchema", {}).get("columns", [])
    names = [one["name"] for one in columns if one.get("valueUrl") == f"{{+{one['name']}}}"]
    return dict.fromkeys(names, _MOST_ADDRESSES)


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


def _addresses(path: Path, description: Mapping[str, Any], written: Written) -> None:
    """Read the things of a table beside the main one, and the addresses that they point to."""
    if not path.exists():
        return
    wanted = address_columns(description)
    for row in _cells(path, [*wanted, "uri"]):
        if row["uri"]:
            written.subjects.add(row["uri"])
        for name in wanted:
            for address in filter(None, row.get(name, "").split("|")):
                written.add_object(name, address)


def _cells(path: Path, names: Sequence[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        places = {name: header.index(name) for name in names if name in header}
        for cells in reader:
            yield {name: cells[index] for name, index in places.items()}
