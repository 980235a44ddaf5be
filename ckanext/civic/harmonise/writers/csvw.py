"""CSVW metadata of all tables of a result: any CSVW tool makes the same linked data of them.

Source: W3C Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..conversion import CONTEXT
from ..crosswalks import Publisher
from ..mapping.names import Names
from ..models import Model
from ..models.prefixes import expand
from .columns import canonical_columns
from .tables import table_description, virtual_column


def main_table(model: Model, publisher: Publisher, names: Names, csv_name: str) -> dict[str, Any]:
    """Return the CSVW description of the canonical table in the file ``csv_name``."""
    columns = [one.description for one in canonical_columns(model, names)]
    columns += _virtual_columns(model, publisher, names)
    description = table_description(
        csv_name,
        model.title,
        columns,
        **{"dc:conformsTo": model.vocabulary_iri(names.vocabulary_base)},
    )
    description["tableSchema"]["primaryKey"] = "uri"
    return description


def csvw_metadata(tables: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the metadata document of one table, or of a group with the main table first."""
    if len(tables) == 1:
        return {"@context": CONTEXT, **tables[0]}
    return {"@context": CONTEXT, "dc:title": tables[0]["dc:title"], "tables": list(tables)}


def write_csvw(path: Path, metadata: dict[str, Any]) -> None:
    """Write the metadata as JSON, its keys in the order given."""
    text = json.dumps(metadata, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _virtual_columns(model: Model, publisher: Publisher, names: Names) -> list[dict[str, Any]]:
    values = [("type", expand("rdf:type"), model.class_iri(names.vocabulary_base))]
    if model.cube:
        values.append(("observation", expand("rdf:type"), expand("qb:Observation")))
        values.append(("data_set", expand("qb:dataSet"), names.data_set()))
    values += [
        (f"publisher_{number}", expand(name), publisher.uri)
        for number, name in enumerate(model.publisher_properties, 1)
    ]
    return [virtual_column(*one) for one in values]


def described_files(path: Path) -> list[str]:
    """Return the names of the tables that an earlier result's metadata describes; none without."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    tables = found.get("tables", [found]) if isinstance(found, dict) else []
    urls = [one.get("url") for one in tables if isinstance(one, dict)]
    names = [unquote(url) for url in urls if isinstance(url, str)]
    return [name for name in names if name.endswith(".csv") and Path(name).name == name]
