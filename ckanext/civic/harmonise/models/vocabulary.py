"""A shared model as a vocabulary: its class, properties and code lists."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import RDF_TYPE, XSD, Quad, iri, literal

from .model import XSD_NAMES, CodeList, Field, Model
from .prefixes import expand


def _term(compact: str) -> str:
    return iri(expand(compact))


def vocabulary_quads(model: Model, vocabulary_base: str) -> Iterator[Quad]:
    """Yield the vocabulary of a model in the graph ``{vocabulary_base}/def/{model}``.

    The class and the model's own properties (an owl:Ontology defines them), and each code list
    as a skos:ConceptScheme whose concepts have prefLabel, altLabel, notation, definition and
    broader. Reused properties belong to their own vocabularies and are not described here.
    """
    graph = iri(model.vocabulary_iri(vocabulary_base))
    for triple in _triples(model, vocabulary_base):
        yield (*triple, graph)


def _triples(model: Model, base: str) -> Iterator[tuple[str, str, str]]:
    vocabulary = iri(model.vocabulary_iri(base))
    yield (vocabulary, RDF_TYPE, _term("owl:Ontology"))
    yield (vocabulary, _term("dcterms:title"), literal(model.title, language="en"))
    yield (vocabulary, _term("dcterms:description"), literal(model.description, language="en"))
    yield (vocabulary, _term("owl:versionInfo"), literal(model.version))
    yield from _class(model, base, vocabulary)
    for field in model.fields.values():
        if not field.predicate:
            yield from _property(model, field, base, vocabulary)
    for code_list in model.lists.values():
        yield from _scheme(model, code_list, base, vocabulary)


def _class(model: Model, base: str, vocabulary: str) -> Iterator[tuple[str, str, str]]:
    subject = iri(model.class_iri(base))
    yield (subject, RDF_TYPE, _term("owl:Class"))
    yield (subject, _term("rdfs:label"), literal(model.title, language="en"))
    yield (subject, _term("rdfs:comment"), literal(model.description, language="en"))
    yield (subject, _term("rdfs:isDefinedBy"), vocabulary)
    for parent in model.class_parents:
        yield (subject, _term("rdfs:subClassOf"), _term(parent))


def _property(
    model: Model, field: Field, base: str, vocabulary: str
) -> Iterator[tuple[str, str, str]]:
    subject = iri(model.property_iri(field, base))
    is_resource = field.datatype in ("code", "iri")
    kind = "owl:ObjectProperty" if is_resource else "owl:DatatypeProperty"
    yield (subject, RDF_TYPE, _term(kind))
    yield (subject, _term("rdfs:label"), literal(field.title, language="en"))
    if field.description:
        yield (subject, _term("rdfs:comment"), literal(field.description, language="en"))
    yield (subject, _term("rdfs:isDefinedBy"), vocabulary)
    yield (subject, _term("rdfs:domain"), iri(model.class_iri(base)))
    if field.datatype == "code":
        yield (subject, _term("rdfs:range"), _term("skos:Concept"))
    elif not is_resource:
        yield (subject, _term("rdfs:range"), iri(XSD + XSD_NAMES[field.datatype]))


def _scheme(
    model: Model, code_list: CodeList, base: str, vocabulary: str
) -> Iterator[tuple[str, str, str]]:
    scheme = iri(f"{model.vocabulary_iri(base)}/{code_list.id}")
    yield (scheme, RDF_TYPE, _term("skos:ConceptScheme"))
    yield (scheme, _term("skos:prefLabel"), literal(code_list.title, language="en"))
    yield (scheme, _term("rdfs:isDefinedBy"), vocabulary)
    for code in code_list.codes.values():
        concept = iri(model.code_iri(code_list.id, code.id, base))
        yield (concept, RDF_TYPE, _term("skos:Concept"))
        yield (concept, _term("skos:inScheme"), scheme)
        yield (concept, _term("skos:notation"), literal(code.id))
        yield (concept, _term("skos:prefLabel"), literal(code.label, language="en"))
        for alternative in code.alternatives:
            yield (concept, _term("skos:altLabel"), literal(alternative, language="en"))
        if code.definition:
            yield (concept, _term("skos:definition"), literal(code.definition, language="en"))
        if code.broader:
            broader = iri(model.code_iri(code_list.id, code.broader, base))
            yield (concept, _term("skos:broader"), broader)
        else:
            yield (concept, _term("skos:topConceptOf"), scheme)
            yield (scheme, _term("skos:hasTopConcept"), concept)
