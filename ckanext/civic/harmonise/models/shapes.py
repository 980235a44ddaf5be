"""SHACL shapes that follow from a model: what each thing that is published must look like.

Shapes are never written by hand: a rule that is in the model file is in its shape.

Source: W3C, Shapes Constraint Language, https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.civic.core.nquads import XSD, Quad, iri, literal

from .expectations import expectation
from .model import PERIOD_BASE, XSD_NAMES, Field, Link, Model, Part
from .prefixes import expand
from .shape_conditions import add_conditions
from .shape_graph import ShapeGraph

# The kinds of interval that a period may be, as paths below PERIOD_BASE.
# Source: reference.data.gov.uk, interval sets (years, halves, quarters, months, weeks, days of the
# calendar and of the government's year, and stretches that start at any time).
PERIOD_PATTERN = (
    r"(year/[0-9]{4}|half/[0-9]{4}-H[12]|quarter/[0-9]{4}-Q[1-4]|month/[0-9]{4}-[0-9]{2}"
    r"|week/[0-9]{4}-W[0-9]{2}|day/[0-9]{4}-[0-9]{2}-[0-9]{2}|government-year/[0-9]{4}-[0-9]{4}"
    r"|government-half/[0-9]{4}-[0-9]{4}/H[12]|government-quarter/[0-9]{4}-[0-9]{4}/Q[1-4]"
    r"|gregorian-interval/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+/P[0-9A-Z]+)"
)


def shape_quads(model: Model, vocabulary_base: str) -> Iterator[Quad]:
    """Yield the shapes of a model, without a graph.

    ``/def/{model}/shape`` is the sh:NodeShape of the class, ``#part-{id}`` that of a part; each
    field has a sh:PropertyShape ``#{field}``. A condition (required_when, a redaction) is a
    sh:NodeShape of its own, ``#{field}-when``, so that its message says what it is about.
    """
    graph = ShapeGraph(model, vocabulary_base)
    _add_thing(graph)
    for part in model.parts.values():
        _add_part(graph, part)
    for order, field in enumerate(model.fields.values(), 1):
        if field.datatype != "geometry":
            _add_field(graph, field, order)
    _add_geometry(graph)
    for field in model.fields.values():
        add_conditions(graph, field)
    for triple in graph.triples:
        yield (*triple, "")


def _add_thing(graph: ShapeGraph) -> None:
    """Add what is true of the things of every model: a label and a publisher."""
    graph.triples.append((graph.shape, iri(expand("rdf:type")), iri(expand("sh:NodeShape"))))
    graph.add(graph.shape, "sh:targetClass", graph.target)
    graph.text(graph.shape, "rdfs:label", f"Shape of {graph.model.title}")
    label = graph.property_shape(graph.shape, "label", "rdfs:label")
    graph.add(label, "sh:minCount", 1)
    graph.add(label, "sh:maxCount", 1)
    graph.text(label, "sh:message", "A thing has one label.")
    for name in graph.model.publisher_properties:
        id = f"publisher-{name.replace(':', '-')}"
        _add_reference(graph, id, name, "A thing names its publisher.")
    if graph.model.cube:
        _add_reference(graph, "data-set", "qb:dataSet", "An observation is of one data set.")


def _add_reference(graph: ShapeGraph, id: str, path: str, message: str) -> None:
    subject = graph.property_shape(graph.shape, id, path)
    graph.add(subject, "sh:minCount", 1)
    graph.add(subject, "sh:maxCount", 1)
    graph.add(subject, "sh:nodeKind", "sh:IRI")
    graph.text(subject, "sh:message", message)


def _add_part(graph: ShapeGraph, part: Part) -> None:
    """A part is one node of its type, and there when a field of it is required."""
    inside = [one for one in graph.model.fields.values() if one.part == part.id]
    node = graph.typed(f"part-{part.id}", "sh:NodeShape")
    link = graph.property_shape(graph.shape, f"part-{part.id}-link", part.predicate)
    if any(one.required for one in inside):
        graph.add(link, "sh:minCount", 1)
    graph.add(link, "sh:maxCount", 1)
    graph.add(link, "sh:class", part.type)
    graph.add(link, "sh:node", node)
    titles = ", ".join(one.title.lower() for one in inside)
    graph.text(link, "sh:message", f"A thing has at most one {part.id}, with {titles}.")


def _add_field(graph: ShapeGraph, field: Field, order: int) -> None:
    owner = graph.own(f"part-{field.part}") if field.part else graph.shape
    path = iri(graph.model.property_iri(field, graph.base))
    subject = graph.property_shape(owner, field.name, path)
    graph.text(subject, "sh:name", field.title)
    if field.description:
        graph.text(subject, "sh:description", field.description)
    graph.add(subject, "sh:order", order)
    graph.text(subject, "sh:message", expectation(field, graph.model))
    if field.required:
        graph.add(subject, "sh:minCount", 1)
    if not field.multiple:
        graph.add(subject, "sh:maxCount", 1)
    if field.is_resource:
        _add_resource(graph, subject, field)
    else:
        _add_literal(graph, subject, field)
    if field.recommended:
        wanted = graph.property_shape(owner, f"{field.name}-recommended", path)
        graph.add(wanted, "sh:minCount", 1)
        graph.add(wanted, "sh:severity", "sh:Warning")
        graph.text(wanted, "sh:message", f"{field.title} should be given.")
    if field.link:
        _add_link(graph, field, field.link)


def _add_literal(graph: ShapeGraph, subject: str, field: Field) -> None:
    datatype = XSD + XSD_NAMES[field.datatype]
    graph.add(subject, "sh:datatype", iri(datatype))
    for name, limit in (("sh:minInclusive", field.minimum), ("sh:maxInclusive", field.maximum)):
        if limit is not None and field.datatype != "year":
            graph.add(subject, name, literal(limit, datatype=datatype))
    if field.max_length is not None:
        graph.add(subject, "sh:maxLength", field.max_length)
    if field.pattern is not None:
        graph.add(subject, "sh:pattern", literal(f"^({field.pattern})$"))


def _add_resource(graph: ShapeGraph, subject: str, field: Field) -> None:
    graph.add(subject, "sh:nodeKind", "sh:IRI")
    if field.datatype == "period":
        base = re.escape(PERIOD_BASE)
        graph.add(subject, "sh:pattern", literal(f"^{base}{PERIOD_PATTERN}$"))
    elif field.value_url:
        before, after = map(re.escape, re.split(r"\{\+?value\}", field.value_url))
        inner = field.pattern or ".+"
        graph.add(subject, "sh:pattern", literal(f"^{before}({inner}){after}$"))
    elif field.code_list:
        _add_codes(graph, subject, field.code_list)


def _add_codes(graph: ShapeGraph, subject: str, list_id: str) -> None:
    """A code of the list; in an open one also a concept that the data itself describe."""
    code_list = graph.model.lists[list_id]
    codes = [iri(graph.model.code_iri(list_id, one, graph.base)) for one in code_list.codes]
    if not code_list.is_open:
        graph.add(subject, "sh:in", graph.items(codes))
        return
    known, own = graph.node(), graph.node()
    graph.add(known, "sh:in", graph.items(codes))
    graph.add(own, "sh:class", "skos:Concept")
    graph.add(subject, "sh:or", graph.items([known, own]))


def _add_link(graph: ShapeGraph, field: Field, link: Link) -> None:
    subject = graph.property_shape(graph.shape, f"{field.name}-link", link.predicate)
    graph.add(subject, "sh:nodeKind", "sh:IRI")
    graph.add(subject, "sh:maxCount", 1)
    graph.add(subject, "sh:class", link.type)
    graph.text(subject, "sh:message", f"{field.title}: at most one, described in the same data.")


def _add_geometry(graph: ShapeGraph) -> None:
    model = graph.model
    if not model.geometry and not model.position:
        return
    types = model.geometry.types if model.geometry else ("Point",)
    node = graph.typed("part-geometry", "sh:NodeShape")
    link = graph.property_shape(graph.shape, "part-geometry-link", "geosparql:hasGeometry")
    if model.geometry and model.fields[model.geometry.field].required:
        graph.add(link, "sh:minCount", 1)
    graph.add(link, "sh:maxCount", 1)
    graph.add(link, "sh:node", node)
    message = f"A thing has at most one geometry ({' or '.join(types)}), as well-known text."
    graph.text(link, "sh:message", message)
    wkt = graph.property_shape(node, "part-geometry-text", "geosparql:asWKT")
    graph.add(wkt, "sh:minCount", 1)
    graph.add(wkt, "sh:maxCount", 1)
    graph.add(wkt, "sh:datatype", "geosparql:wktLiteral")
    choices = [graph.node() for _ in types]
    for choice, name in zip(choices, types, strict=True):
        graph.add(choice, "sh:class", f"sf:{name}")
    graph.add(node, "sh:or", graph.items(choices))
