"""CSVW metadata for the canonical table: any CSVW tool finds the subjects, properties and codes.

Labels, the types of parts and geometries are in the N-Quads only.

Source: W3C Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..crosswalks import Publisher
from ..mapping.names import Names
from ..models import Field, Model
from ..models.prefixes import expand


def csvw_metadata(
    model: Model, publisher: Publisher, names: Names, csv_name: str
) -> dict[str, Any]:
    """Return the metadata of the table in the file ``csv_name`` beside it, as JSON values."""
    vocabulary = names.vocabulary_base
    columns: list[dict[str, Any]] = [
        {
            "name": "uri",
            "titles": "uri",
            "datatype": "anyURI",
            "required": True,
            "suppressOutput": True,
        }
    ]
    columns += [_column(model, one, vocabulary) for one in model.fields.values()]
    columns += [_link_column(one) for one in model.fields.values() if one.link]
    columns += _virtual_columns(model, publisher, vocabulary)
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": csv_name,
        "dc:title": model.title,
        "dc:conformsTo": model.vocabulary_iri(vocabulary),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {
            "aboutUrl": "{+uri}",
            "primaryKey": "uri",
            "columns": columns,
        },
    }


def write_csvw(path: Path, metadata: dict[str, Any]) -> None:
    """Write the metadata as JSON, its keys in the order given."""
    text = json.dumps(metadata, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def _column(model: Model, field: Field, vocabulary: str) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.title,
        "propertyUrl": model.property_iri(field, vocabulary),
    }
    if field.description:
        column["dc:description"] = field.description
    if field.part:
        column["aboutUrl"] = f"{{+uri}}#{field.part}"
    if field.datatype == "code":
        column["datatype"] = "string"
        prefix = model.code_iri(field.code_list or "", "", vocabulary)
        column["valueUrl"] = f"{prefix}{{{field.name}}}"
    elif field.datatype == "iri":
        column["datatype"] = "anyURI"
        column["valueUrl"] = f"{{+{field.name}}}"
    else:
        column["datatype"] = _datatype(field)
    if field.required:
        column["required"] = True
    return column


def _datatype(field: Field) -> str | dict[str, Any]:
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    given = {name: value for name, value in limits.items() if value is not None}
    return {"base": field.datatype, **given} if given else field.datatype


def _link_column(field: Field) -> dict[str, Any]:
    assert field.link
    name = f"{field.link.path}_uri"
    return {
        "name": name,
        "titles": name,
        "dc:title": f"{field.title}, shared address",
        "datatype": "anyURI",
        "propertyUrl": expand(field.link.predicate),
        "valueUrl": f"{{+{name}}}",
    }


def _virtual_columns(model: Model, publisher: Publisher, vocabulary: str) -> list[dict[str, Any]]:
    values = [("type", expand("rdf:type"), model.class_iri(vocabulary))]
    values += [
        (f"publisher_{number}", expand(name), publisher.uri)
        for number, name in enumerate(model.publisher_properties, 1)
    ]
    return [
        {"name": name, "virtual": True, "propertyUrl": predicate, "valueUrl": value}
        for name, predicate, value in values
    ]
