"""The canonical table: its columns, how each is filled, and what each means in CSVW.

Every statement about a thing is a column here, because the linked data is what a CSVW processor
makes of the table (docs/adr/0006-one-table-one-engine.md). A statement that holds only where a
field has a value, such as the type of an address, needs a column that is empty elsewhere: a
virtual column would speak in every row.

Source: W3C Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..mapping.batch import MappedBatch, addresses_of
from ..mapping.expressions import SEPARATOR
from ..mapping.links import LinkResolver
from ..mapping.names import Names
from ..mapping.shapes import type_of
from ..models import Field, Model, Part
from ..models.model import XSD_NAMES
from ..models.prefixes import expand
from .labels import label_maker

Values = Callable[[MappedBatch], list[str]]
_WKT = expand("geosparql:wktLiteral")


@dataclass(frozen=True)
class Column:
    """One column: its name, its CSVW description, and its cells for the records of a batch."""

    name: str
    values: Values
    described: dict[str, Any]

    @property
    def description(self) -> dict[str, Any]:
        """Return the CSVW column description."""
        return {"name": self.name, "titles": self.name, **self.described}


def canonical_columns(model: Model, names: Names) -> list[Column]:
    """Return the columns: ``uri``, ``label``, every field, and what follows from the fields."""
    base = names.thing_base(model.id, model.uri)
    label = label_maker(model.label)
    return [
        Column(
            "uri",
            lambda batch: [f"{base}/{local_id}" for local_id in batch.local_ids],
            {"datatype": "anyURI", "required": True, "suppressOutput": True},
        ),
        Column("label", label, {"datatype": "string", "propertyUrl": expand("rdfs:label")}),
        *(_field_column(model, one, names) for one in model.fields.values()),
        *_open_columns(model, names),
        *_link_columns(model, names),
        *(column for part in model.parts.values() for column in _part_columns(model, part)),
        *_shape_columns(model),
    ]


def is_apart(model: Model, field: Field) -> bool:
    """Tell whether the values of a field are in a table of their own.

    A CSVW cell with several values cannot be several addresses.
    """
    del model
    return field.multiple and field.is_resource


def has_own_concepts(model: Model, field: Field) -> bool:
    """Tell whether the field's values may be concepts of the council's own."""
    return bool(field.code_list) and model.lists[field.code_list or ""].is_open


def _field_column(model: Model, field: Field, names: Names) -> Column:
    described: dict[str, Any] = {"dc:title": field.title}
    if field.description:
        described["dc:description"] = field.description
    described["datatype"] = _datatype(field)
    if field.multiple:
        described["separator"] = SEPARATOR
    if field.required:
        described["required"] = True
    if is_apart(model, field) or has_own_concepts(model, field):
        described["suppressOutput"] = True
    else:
        described |= meaning(model, field, names)
    if field.part:
        described["aboutUrl"] = f"{{+uri}}#{field.part}"
    if model.geometry and model.geometry.field == field.name:
        described |= _geometry_meaning()
        return Column(field.name, _shape_maker(model), described)
    return Column(field.name, lambda batch: batch.column(field.name), described)


def meaning(model: Model, field: Field, names: Names) -> dict[str, Any]:
    """Return the property of a field, and the template that makes its values addresses."""
    found = {"propertyUrl": model.property_iri(field, names.vocabulary_base)}
    template = model.value_template(field, names.vocabulary_base)
    return {**found, "valueUrl": template} if template else found


def _datatype(field: Field) -> str | dict[str, Any]:
    if field.datatype == "iri":
        return "anyURI"
    if field.is_resource:
        return "string"
    if field.datatype == "geometry":
        return "string"
    base = XSD_NAMES[field.datatype]
    limits = {
        "minimum": field.minimum,
        "maximum": field.maximum,
        "format": field.pattern,
        "maxLength": field.max_length,
    }
    given = {name: value for name, value in limits.items() if value is not None}
    return {"base": base, **given} if given else base


def _open_columns(model: Model, names: Names) -> Iterator[Column]:
    """Addresses of codes that are shared or the council's own."""
    for field in model.fields.values():
        if not has_own_concepts(model, field):
            continue
        name = derived(model, f"{field.name}_uri")
        described: dict[str, Any] = {"dc:title": f"{field.title}, address", "datatype": "anyURI"}
        if field.multiple:
            described |= {"separator": SEPARATOR, "suppressOutput": True}
        else:
            term = model.property_iri(field, names.vocabulary_base)
            described |= {"propertyUrl": term, "valueUrl": f"{{+{name}}}"}
        if field.part:
            described["aboutUrl"] = f"{{+uri}}#{field.part}"
        key = addresses_of(field.name)
        yield Column(name, lambda batch, key=key: batch.column(key), described)


def _link_columns(model: Model, names: Names) -> Iterator[Column]:
    links = LinkResolver(model, names.vocabulary_base)
    for field in links.fields:
        assert field.link
        name = derived(model, f"{field.link.path}_uri")
        described = {
            "dc:title": f"{field.title}, shared address",
            "datatype": "anyURI",
            "propertyUrl": expand(field.link.predicate),
            "valueUrl": f"{{+{name}}}",
        }
        yield Column(name, lambda batch, field=field: links.addresses(field, batch), described)


def _part_columns(model: Model, part: Part) -> Iterator[Column]:
    """A sub-node is there, and has its type, where one of its fields has a value."""
    fields = [one.name for one in model.fields.values() if one.part == part.id]

    def filled(text: str) -> Values:
        def values(batch: MappedBatch) -> list[str]:
            known = [batch.columns[name] for name in fields if name in batch.columns]
            if not known:
                return [""] * len(batch)
            if len(known) == 1:
                return [text if value else "" for value in known[0]]
            return [text if any(row) else "" for row in zip(*known, strict=True)]

        return values

    yield _node_column(model, part.id, filled(part.id), expand(part.predicate))
    namespace, name = _divided(expand(part.type))
    yield _type_column(model, part.id, filled(name), namespace)


def _shape_columns(model: Model) -> Iterator[Column]:
    if not model.position and not model.geometry:
        return
    shapes = _shape_maker(model)

    def there(batch: MappedBatch) -> list[str]:
        return ["geometry" if shape else "" for shape in shapes(batch)]

    def types(batch: MappedBatch) -> list[str]:
        if not model.geometry:
            return ["Point" if shape else "" for shape in shapes(batch)]
        return [type_of(shape) if shape else "" for shape in shapes(batch)]

    yield _node_column(model, "geometry", there, expand("geosparql:hasGeometry"))
    yield _type_column(model, "geometry", types, _divided(expand("sf:Point"))[0])
    if not model.geometry:
        yield Column(
            derived(model, "wkt"), shapes, {"dc:title": "Position as WKT", **_geometry_meaning()}
        )


def _shape_maker(model: Model) -> Values:
    """Return the function that gives a record's shape, or else its position as a point."""
    field = model.geometry.field if model.geometry else ""
    lat, lon = model.position.get("latitude", ""), model.position.get("longitude", "")

    def made(batch: MappedBatch) -> list[str]:
        points = [""] * len(batch)
        if lat in batch.columns and lon in batch.columns:
            pairs = zip(batch.columns[lon], batch.columns[lat], strict=True)
            points = [f"POINT({x} {y})" if x and y else "" for x, y in pairs]
        if field not in batch.columns:
            return points
        return [one or point for one, point in zip(batch.columns[field], points, strict=True)]

    # several columns ask for the shapes of a batch, one after the other
    latest: list[tuple[MappedBatch, list[str]]] = []

    def shapes(batch: MappedBatch) -> list[str]:
        if not latest or latest[0][0] is not batch:
            latest[:] = [(batch, made(batch))]
        return latest[0][1]

    return shapes


def _geometry_meaning() -> dict[str, Any]:
    return {
        "datatype": {"base": "string", "@id": _WKT},
        "aboutUrl": "{+uri}#geometry",
        "propertyUrl": expand("geosparql:asWKT"),
    }


def _node_column(model: Model, id: str, values: Values, predicate: str) -> Column:
    described = {
        "dc:title": f"Whether there is a node for the {id}",
        "datatype": "string",
        "propertyUrl": predicate,
        "valueUrl": f"{{+uri}}#{id}",
    }
    return Column(derived(model, f"{id}_node"), values, described)


def _type_column(model: Model, id: str, values: Values, namespace: str) -> Column:
    name = derived(model, f"{id}_type")
    described = {
        "dc:title": f"Class of the {id}",
        "datatype": "string",
        "aboutUrl": f"{{+uri}}#{id}",
        "propertyUrl": expand("rdf:type"),
        "valueUrl": f"{namespace}{{{name}}}",
    }
    return Column(name, values, described)


def derived(model: Model, name: str) -> str:
    """Return a heading that is no field of the model."""
    while name in model.fields:
        name += "_"
    return name


def _divided(iri: str) -> tuple[str, str]:
    """Return an IRI as namespace and local name."""
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:at], iri[at:]
