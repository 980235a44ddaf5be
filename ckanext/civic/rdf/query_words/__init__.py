"""The words that the query page's editor offers: prefixes, classes and properties.

They come from this portal alone: the vocabularies of catalogues and places (the CSV files here)
and the shared models. No service elsewhere is asked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def words(models: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return ``prefixes`` (name → namespace), ``classes`` and ``properties`` (sorted IRIs).

    ``models`` are shared models as ``civic_harmonise_model_show`` gives them. A model's prefix is
    its id, unless a well-known vocabulary has that name.
    """
    prefixes = dict(_rows("prefixes.csv"))
    classes, properties = set(), set()
    for kind, term in _rows("terms.csv"):
        prefix, _, name = term.partition(":")
        (classes if kind == "class" else properties).add(prefixes[prefix] + name)
    for model in models:
        prefixes.setdefault(str(model["id"]), f"{model['iri']}/")
        classes.add(str(model["class"]["iri"]))
        properties.update(str(field["iri"]) for field in model["fields"] if field.get("iri"))
    return {
        "prefixes": dict(sorted(prefixes.items())),
        "classes": sorted(classes),
        "properties": sorted(properties),
    }


@cache
def _rows(name: str) -> tuple[tuple[str, str], ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = iter(csv.reader(file))
        next(rows)
        return tuple((first, second) for first, second in rows)
