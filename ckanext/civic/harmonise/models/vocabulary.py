"""A shared model as a vocabulary: its class, properties, code lists and cube structure."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, iri, literal

from .model import XSD_NAMES, Code, CodeList, Field, Model
from .prefixes import expand
from .structure import structure_triples

Triple = tuple[str, str, str]


def vocabulary_quads(model: Model, vocabulary_base: str) -> Iterator[Quad]:
    """Yield the vocabulary of a model in the graph ``{vocabulary_base}/def/{model}``.

    The class and the model's own properties (an owl:Ontology defines them), each code list as a
    skos:ConceptScheme whose concepts have prefLabel, altLabel, notation, definition, broader and
    matches, and of a cube its qb:DataStructureDefinition. Reused properties belong to their own
    vocabularies; of a cube's it is said that they are components.
    """
    graph = iri(model.vocabulary_iri(vocabulary_base))
    for triple in _triples(model, vocabulary_base):
        yield (*triple, graph)


def _term(compact: str) -> str:
    return iri(expand(compact))


def _text(text: str) -> str:
    return literal(text, language="en")


def _triples(model: Model, base: str) -> Iterator[Triple]:
    vocabulary = iri(model.vocabulary_iri(base))
    yield from _ontology(model, vocabulary)
    yield from _class(model, base, vocabulary)
    for field in model.fields.values():
        if not field.predicate and field.datatype != "geometry":
            yield from _property(model, field, base, vocabulary)
    for code_list in model.lists.values():
        yield from _scheme(model, code_list, base, vocabulary)
    yield from structure_triples(model, base)


def _ontology(model: Model, vocabulary: str) -> Iterator[Triple]:
    yield (vocabulary, RDF_TYPE, _term("owl:Ontology"))
    yield (vocabulary, _term("dcterms:title"), _text(model.title))
    yield (vocabulary, _term("dcterms:description"), _text(model.description))
    yield (vocabulary, _term("owl:versionInfo"), literal(model.version))
    if model.source:
        yield (vocabulary, _term("skos:scopeNote"), _text(model.source))
    for change in model.changes:
        for sentence in change.what:
            note = _text(f"{change.version}: {sentence}")
            yield (vocabulary, _term("skos:changeNote"), note)


def _class(model: Model, base: str, vocabulary: str) -> Iterator[Triple]:
    subject = iri(model.class_iri(base))
    yield (subject, RDF_TYPE, _term("owl:Class"))
    yield (subject, _term("rdfs:label"), _text(model.title))
    yield (subject, _term("rdfs:comment"), _text(model.description))
    yield (subject, _term("rdfs:isDefinedBy"), vocabulary)
    for parent in model.class_parents:
        yield (subject, _term("rdfs:subClassOf"), _term(parent))


def _property(model: Model, field: Field, base: str, vocabulary: str) -> Iterator[Triple]:
    subject = iri(model.property_iri(field, base))
    kind = "owl:ObjectProperty" if field.is_resource else "owl:DatatypeProperty"
    domain = expand(model.parts[field.part].type) if field.part else model.class_iri(base)
    yield (subject, RDF_TYPE, _term(kind))
    yield (subject, _term("rdfs:label"), _text(field.title))
    if field.description:
        yield (subject, _term("rdfs:comment"), _text(field.description))
    yield (subject, _term("rdfs:isDefinedBy"), vocabulary)
    yield (subject, _term("rdfs:domain"), iri(domain))
    range_ = _range(field)
    if range_:
        yield (subject, _term("rdfs:range"), range_)
    for parent in field.predicate_parents:
        yield (subject, _term("rdfs:subPropertyOf"), _term(parent))
    if field.unit:
        yield (subject, _term("qudt:hasUnit"), _term(field.unit))


def _range(field: Field) -> str | None:
    if field.datatype == "code":
        return _term("skos:Concept")
    if field.datatype == "period":
        return _term("time:Interval")
    return None if field.is_resource else iri(XSD + XSD_NAMES[field.datatype])


def _scheme(model: Model, code_list: CodeList, base: str, vocabulary: str) -> Iterator[Triple]:
    scheme = iri(model.list_iri(code_list.id, base))
    yield (scheme, RDF_TYPE, _term("skos:ConceptScheme"))
    yield (scheme, _term("skos:prefLabel"), _text(code_list.title))
    yield (scheme, _term("rdfs:isDefinedBy"), vocabulary)
    for words, property_ in (
        (code_list.description, "dcterms:description"),
        (code_list.source, "skos:scopeNote"),
    ):
        if words:
            yield (scheme, _term(property_), _text(words))
    for code in code_list.codes.values():
        yield from _concept(model, code_list, code, base, scheme)


def _concept(
    model: Model, code_list: CodeList, code: Code, base: str, scheme: str
) -> Iterator[Triple]:
    concept = iri(model.code_iri(code_list.id, code.id, base))
    yield (concept, RDF_TYPE, _term("skos:Concept"))
    yield (concept, _term("skos:inScheme"), scheme)
    yield (concept, _term("skos:notation"), literal(code.id))
    yield (concept, _term("skos:prefLabel"), _text(code.label))
    for alternative in code.alternatives:
        yield (concept, _term("skos:altLabel"), _text(alternative))
    if code.definition:
        yield (concept, _term("skos:definition"), _text(code.definition))
    for same in code.exact_match:
        yield (concept, _term("skos:exactMatch"), iri(same))
    for near in code.close_match:
        yield (concept, _term("skos:closeMatch"), iri(near))
    if code.broader:
        broader = iri(model.code_iri(code_list.id, code.broader, base))
        yield (concept, _term("skos:broader"), broader)
    else:
        yield (concept, _term("skos:topConceptOf"), scheme)
        yield (scheme, _term("skos:hasTopConcept"), concept)
