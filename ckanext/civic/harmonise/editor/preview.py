"""The first things of a result, as a table for people and as Turtle for who asks for it."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from ..models import Model
from ..models.prefixes import PREFIXES

ROWS = 20


@dataclass(frozen=True)
class Shown:
    """A table: titles of fields, and rows of text. Fields without any value are left out."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    uris: tuple[str, ...]


def first_rows(path: Path, model: Model, limit: int = ROWS) -> Shown:
    """Return the first rows of a canonical CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = list(itertools.islice(reader, limit))
    visible = [name for name in columns if name in model.fields and any(row[name] for row in rows)]
    return Shown(
        tuple(model.fields[name].title for name in visible),
        tuple(tuple(_value(name, row[name], model) for name in visible) for row in rows),
        tuple(row["uri"] for row in rows if row.get("uri")),
    )


def turtle(quads: Path, uris: Iterable[str], more_prefixes: dict[str, str]) -> str:
    """Return what an N-Quads file says about ``uris`` and their parts, as Turtle.

    Things stand in the order of ``uris``, each once, and its parts right after it.
    """
    places = {uri: place for place, uri in enumerate(uris)}
    triples = [
        quad.triple
        for line in _lines_about(quads, places)
        for quad in pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_QUADS)
    ]
    triples.sort(key=lambda triple: _place(str(triple.subject)[1:-1], places))
    text = "".join(map(str, triples))
    prefixes = {**PREFIXES, **more_prefixes}
    used = {prefix: base for prefix, base in prefixes.items() if f"<{base}" in text}
    document = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=used)
    assert document is not None
    return document.decode("utf-8")


def _place(subject: str, places: Mapping[str, int]) -> tuple[int, str]:
    whole = subject if subject in places else subject.partition("#")[0]
    return places[whole], subject


def _lines_about(quads: Path, wanted: Container[str]) -> Iterator[str]:
    with quads.open(encoding="utf-8") as file:
        for line in file:
            subject = line.partition(">")[0][1:]
            if subject in wanted or subject.partition("#")[0] in wanted:
                yield line


def _value(name: str, value: str, model: Model) -> str:
    """Return a cell as a person reads it: a code by its label."""
    field = model.fields.get(name)
    if field is None or not field.code_list:
        return value
    codes = model.lists[field.code_list].codes
    parts = (one.rstrip("/").rsplit("/", 1)[-1] for one in value.split("|"))
    return ", ".join(codes[one].label if one in codes else one for one in parts)
