"""Shapes of what depends on other fields: required when, withheld, not linked."""

from __future__ import annotations

from ckanext.civic.core.nquads import XSD, iri, literal

from .expectations import required_when
from .model import ABSENT, PRESENT, XSD_NAMES, Field
from .prefixes import expand
from .shape_graph import ShapeGraph


def add_conditions(graph: ShapeGraph, field: Field) -> None:
    """Add the conditions of a field, each a node shape with a message of its own."""
    if field.required_when:
        _add_required_when(graph, field)
    flag = graph.model.redacted_flag
    if field.withheld_when_redacted and flag:
        message = f"{field.title} is not given where a name is withheld."
        none = graph.counted(field, "sh:maxCount", 0)
        _add_rule(graph, f"{field.name}-withheld", [_not(graph, flag, ("true",)), none], message)
    if field.link and field.link.unless:
        message = f"{field.title} is not linked where the name is withheld."
        none, inner = graph.node(), graph.node()
        graph.add(none, "sh:property", inner)
        graph.add(inner, "sh:path", iri(expand(field.link.predicate)))
        graph.add(inner, "sh:maxCount", 0)
        allowed = _not(graph, field.link.unless, ("true",))
        _add_rule(graph, f"{field.name}-unless", [allowed, none], message)


def _add_required_when(graph: ShapeGraph, field: Field) -> None:
    """Either the field has a value, or one of its conditions does not hold."""
    choices = [graph.counted(field, "sh:minCount", 1)]
    choices += [_not(graph, name, wanted) for name, wanted in field.required_when.items()]
    message = f"{field.title} is required when {required_when(field, graph.model)}."
    _add_rule(graph, f"{field.name}-when", choices, message)


def _add_rule(graph: ShapeGraph, id: str, choices: list[str], message: str) -> None:
    subject = graph.typed(id, "sh:NodeShape")
    graph.add(subject, "sh:targetClass", graph.target)
    graph.text(subject, "sh:message", message)
    graph.add(subject, "sh:or", graph.items(choices))


def _not(graph: ShapeGraph, name: str, wanted: tuple[str, ...]) -> str:
    """Return a shape of things whose field has none of the wanted values."""
    field = graph.model.fields[name]
    if wanted == (PRESENT,):
        return graph.counted(field, "sh:maxCount", 0)
    if wanted == (ABSENT,):
        return graph.counted(field, "sh:minCount", 1)
    node, either = graph.node(), graph.node()
    choices = [_has(graph, field, value) for value in wanted]
    graph.add(node, "sh:not", either)
    graph.add(either, "sh:or", graph.items(choices))
    return node


def _has(graph: ShapeGraph, field: Field, value: str) -> str:
    if value in (PRESENT, ABSENT):
        limit, count = ("sh:minCount", 1) if value == PRESENT else ("sh:maxCount", 0)
        return graph.counted(field, limit, count)
    node, inner = graph.node(), graph.node()
    graph.add(node, "sh:property", inner)
    graph.add(inner, "sh:path", graph.path(field))
    graph.add(inner, "sh:hasValue", _value(graph, field, value))
    return node


def _value(graph: ShapeGraph, field: Field, value: str) -> str:
    if field.code_list:
        return iri(graph.model.code_iri(field.code_list, value, graph.base))
    if field.is_resource:
        return iri(value)
    return literal(value, datatype=XSD + XSD_NAMES[field.datatype])
