"""The structure of a statistical cube, as a full qb:DataStructureDefinition.

One structure a model: every observation has every dimension (a code of the whole, such as "total",
where a file does not break its numbers down), so that the cubes of all councils can be asked with
one query (docs/adr/0007-models-say-everything-once.md).

Source: W3C, The RDF Data Cube Vocabulary, https://www.w3.org/TR/vocab-data-cube/, sections 6 and 8.
"""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import RDF_TYPE, XSD, iri, literal

from .model import Field, Model
from .prefixes import expand

Triple = tuple[str, str, str]

STRUCTURE = "structure"  # last segment of the definition's address: /def/{model}/structure
_KINDS = {
    "dimension": "qb:DimensionProperty",
    "measure": "qb:MeasureProperty",
    "attribute": "qb:AttributeProperty",
}


def structure_iri(model: Model, vocabulary_base: str) -> str:
    """Return the IRI of the structure of a model's cubes."""
    return f"{model.vocabulary_iri(vocabulary_base)}/{STRUCTURE}"


def structure_triples(model: Model, vocabulary_base: str) -> Iterator[Triple]:
    """Yield the definition of a cube, its components and what they are; nothing of other models.

    The components come in the order of the model, dimensions first; a component of a field is
    ``{definition}#{field}``. A required field is a required attribute.
    """
    if not model.cube:
        return
    definition = structure_iri(model, vocabulary_base)
    subject = iri(definition)
    yield (subject, RDF_TYPE, _term("qb:DataStructureDefinition"))
    yield (subject, _term("rdfs:label"), literal(f"Structure of {model.title}", language="en"))
    yield (subject, _term("rdfs:isDefinedBy"), iri(model.vocabulary_iri(vocabulary_base)))
    roles = [("dimension", name) for name in model.cube.dimensions]
    roles += [("measure", name) for name in model.cube.measures]
    roles += [("attribute", name) for name in model.cube.attributes]
    for order, (role, name) in enumerate(roles, 1):
        field = model.fields[name]
        yield (subject, _term("qb:component"), iri(f"{definition}#{name}"))
        yield from _component(model, field, role, order, vocabulary_base)
        yield from _property(model, field, role, vocabulary_base)


def _component(model: Model, field: Field, role: str, order: int, base: str) -> Iterator[Triple]:
    subject = iri(f"{structure_iri(model, base)}#{field.name}")
    property_ = iri(model.property_iri(field, base))
    yield (subject, RDF_TYPE, _term("qb:ComponentSpecification"))
    yield (subject, _term("rdfs:label"), literal(field.title, language="en"))
    yield (subject, _term(f"qb:{role}"), property_)
    yield (subject, _term("qb:componentProperty"), property_)
    yield (subject, _term("qb:order"), literal(str(order), datatype=f"{XSD}integer"))
    if role == "attribute":
        required = literal("true" if field.required else "false", datatype=f"{XSD}boolean")
        yield (subject, _term("qb:componentRequired"), required)
        yield (subject, _term("qb:componentAttachment"), _term("qb:Observation"))


def _property(model: Model, field: Field, role: str, base: str) -> Iterator[Triple]:
    subject = iri(model.property_iri(field, base))
    yield (subject, RDF_TYPE, _term(_KINDS[role]))
    if field.predicate:
        if role == "dimension":  # as its vocabulary has it; a dimension must have a range (IC-4)
            yield (subject, _term("rdfs:range"), _term("rdfs:Resource"))
        if field.predicate.startswith("sdmx-"):
            name = field.predicate.partition(":")[2]
            yield (subject, _term("qb:concept"), _term(f"sdmx-concept:{name}"))
    if field.code_list:
        yield (subject, RDF_TYPE, _term("qb:CodedProperty"))
        yield (subject, _term("qb:codeList"), iri(model.list_iri(field.code_list, base)))


def _term(compact: str) -> str:
    return iri(expand(compact))
