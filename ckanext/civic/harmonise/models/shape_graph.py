"""The statements of a SHACL graph as they are made, with its blank nodes and lists."""

from __future__ import annotations

from collections.abc import Sequence

from ckanext.civic.core.nquads import RDF_TYPE, XSD, iri, literal

from .model import Field, Model
from .prefixes import expand

Triple = tuple[str, str, str]

SHAPE = "shape"  # last segment of the shape's address: /def/{model}/shape


def shape_iri(model: Model, vocabulary_base: str) -> str:
    """Return the IRI of the shape of a model's things."""
    return f"{model.vocabulary_iri(vocabulary_base)}/{SHAPE}"


class ShapeGraph:
    """Collect the shapes of one model; ``triples`` come in the order in which they were made.

    Properties are compact names; values are terms, compact names of known terms, numbers or, with
    ``text``, English words.
    """

    def __init__(self, model: Model, base: str) -> None:
        self.model = model
        self.base = base
        self.shape = iri(shape_iri(model, base))
        self.target = iri(model.class_iri(base))
        self.triples: list[Triple] = []
        self._nodes = 0

    def add(self, subject: str, property_: str, value: str | int) -> None:
        """Add a statement; ``value`` is a term, a compact name or a whole number."""
        if isinstance(value, int):
            value = literal(str(value), datatype=f"{XSD}integer")
        elif value[0] not in '<"_':
            value = iri(expand(value))
        self.triples.append((subject, iri(expand(property_)), value))

    def text(self, subject: str, property_: str, words: str) -> None:
        """Add a statement in English words."""
        self.add(subject, property_, literal(words, language="en"))

    def own(self, id: str) -> str:
        """Return the IRI of a part of the shape."""
        return f"{self.shape[:-1]}#{id}>"

    def node(self) -> str:
        """Return a new blank node."""
        self._nodes += 1
        return f"_:n{self._nodes}"

    def typed(self, id: str, type_: str) -> str:
        """Return the IRI of a part of the shape, and say what it is."""
        subject = self.own(id)
        self.triples.append((subject, RDF_TYPE, iri(expand(type_))))
        return subject

    def property_shape(self, owner: str, id: str, path: str) -> str:
        """Add a property shape to a node shape and return its IRI."""
        self.add(owner, "sh:property", self.own(id))
        subject = self.typed(id, "sh:PropertyShape")
        self.add(subject, "sh:path", path)
        return subject

    def items(self, items: Sequence[str]) -> str:
        """Add an RDF list of terms and return its head."""
        head = after = self.node() if items else iri(expand("rdf:nil"))
        for number, item in enumerate(items, 1):
            node, after = after, self.node() if number < len(items) else "rdf:nil"
            self.add(node, "rdf:first", item)
            self.add(node, "rdf:rest", after)
        return head

    def path(self, field: Field) -> str:
        """Return the path from a thing to the values of a field, through its part if it has one."""
        property_ = iri(self.model.property_iri(field, self.base))
        if not field.part:
            return property_
        return self.items([iri(expand(self.model.parts[field.part].predicate)), property_])

    def counted(self, field: Field, limit: str, count: int) -> str:
        """Return a shape of things that have at least or at most so many values of a field."""
        node, inner = self.node(), self.node()
        self.add(node, "sh:property", inner)
        self.add(inner, "sh:path", self.path(field))
        self.add(inner, limit, count)
        return node
