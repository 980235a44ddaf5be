"""What a shared model is: fields with meaning, and the lists that their codes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .prefixes import expand

# datatype -> local name in XML Schema; codes and IRIs are resources, not literals
XSD_NAMES = {
    "string": "string",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "boolean": "boolean",
}


@dataclass(frozen=True)
class Code:
    """One concept of a code list; ``broader`` is the id of another code of the list."""

    id: str
    label: str
    alternatives: tuple[str, ...] = ()
    broader: str | None = None
    definition: str = ""


@dataclass(frozen=True)
class CodeList:
    """A SKOS concept scheme: ``codes`` by id, in the order of the model file."""

    id: str
    title: str
    codes: Mapping[str, Code]


@dataclass(frozen=True)
class Link:
    """A shared thing that a field names: ``{vocabulary_base}/id/{path}/{slug of the value}``.

    ``unless`` is a boolean field that, when true, forbids the link.
    """

    predicate: str
    path: str
    type: str
    unless: str | None = None


@dataclass(frozen=True)
class Part:
    """A sub-node of a thing, ``{thing}#{id}``, that some of its fields describe."""

    id: str
    predicate: str
    type: str


@dataclass(frozen=True)
class Field:
    """One column of the canonical table.

    ``predicate`` is a compact name, or None for a term of the model's own vocabulary. ``unit`` is
    a QUDT unit. ``measure`` marks what control totals are kept of. ``withheld_when_redacted``
    is for values that would give away whom a redaction hides.
    """

    name: str
    title: str
    description: str
    datatype: str
    required: bool = False
    predicate: str | None = None
    unit: str | None = None
    code_list: str | None = None
    part: str | None = None
    measure: bool = False
    minimum: str | None = None
    maximum: str | None = None
    link: Link | None = None
    withheld_when_redacted: bool = False

    @property
    def term(self) -> str:
        """Return the field's name as an RDF local name: ``lamp_type`` gives ``lampType``."""
        first, *rest = self.name.split("_")
        return first + "".join(word.capitalize() for word in rest)


@dataclass(frozen=True)
class Model:
    """A shared model.

    ``position`` names the fields for ``easting``, ``northing``, ``latitude`` and ``longitude``.
    ``label`` is a template of field names. ``redacted_flag`` is the boolean field that says that
    a name is withheld.
    """

    id: str
    version: str
    title: str
    description: str
    class_name: str
    class_parents: tuple[str, ...]
    label: str
    fields: Mapping[str, Field]
    lists: Mapping[str, CodeList] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    position: Mapping[str, str] = field(default_factory=dict)
    publisher_properties: tuple[str, ...] = ("dcterms:publisher",)
    redacted_flag: str | None = None

    def vocabulary_iri(self, vocabulary_base: str) -> str:
        """Return the IRI of the model's vocabulary."""
        return f"{vocabulary_base}/def/{self.id}"

    def class_iri(self, vocabulary_base: str) -> str:
        """Return the IRI of the class of the model's things."""
        return f"{vocabulary_base}/def/{self.id}/{self.class_name}"

    def property_iri(self, field_: Field, vocabulary_base: str) -> str:
        """Return the IRI of a field's property, reused or of the model's own vocabulary."""
        if field_.predicate:
            return expand(field_.predicate)
        return f"{vocabulary_base}/def/{self.id}/{field_.term}"

    def code_iri(self, code_list: str, code: str, vocabulary_base: str) -> str:
        """Return the IRI of a code."""
        return f"{vocabulary_base}/def/{self.id}/{code_list}/{code}"

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the names of the fields that control totals are kept of."""
        return tuple(name for name, one in self.fields.items() if one.measure)
