"""What a shared model is: fields with meaning, and the lists that their codes come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .prefixes import expand

# datatype -> local name in XML Schema; codes, IRIs, periods and geometries are not in it
XSD_NAMES = {
    "string": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
    "datetime": "dateTime",
    "year": "gYear",
    "year_month": "gYearMonth",
}

# A period's canonical text is the path of its identifier here: year/2013, month/2014-09,
# quarter/2014-Q3, day/2014-10-01, government-year/2013-2014,
# gregorian-interval/2014-04-01T00:00:00/P3M. Source: reference.data.gov.uk, interval sets.
PERIOD_BASE = "http://reference.data.gov.uk/id/"

PRESENT = "*"
ABSENT = ""


@dataclass(frozen=True)
class Code:
    """One concept of a code list; ``broader`` is the id of another code of the list.

    ``exact_match`` and ``close_match`` are IRIs of the same or nearly the same concept elsewhere.
    """

    id: str
    label: str
    alternatives: tuple[str, ...] = ()
    broader: str | None = None
    definition: str = ""
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """A SKOS concept scheme: ``codes`` by id, in the order of the model file.

    A value without a code fails its row, unless the list ``is_open``: then the council's own
    concept stands for it.
    """

    id: str
    title: str
    codes: Mapping[str, Code]
    is_open: bool = False
    description: str = ""
    source: str = ""


@dataclass(frozen=True)
class Link:
    """A shared thing that a field names: ``{vocabulary_base}/id/{path}/{slug of the value}``.

    ``unless`` is a boolean field that, when true, forbids the link. ``identified_by`` names the
    fields that hold published identifiers of that thing, the strongest proof first.
    """

    predicate: str
    path: str
    type: str
    unless: str | None = None
    identified_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A sub-node of a thing, ``{thing}#{id}``, that some of its fields describe."""

    id: str
    predicate: str
    type: str


@dataclass(frozen=True)
class Geometry:
    """The field that holds a shape as WKT (longitude latitude, WGS 84), and its allowed types."""

    field: str
    types: tuple[str, ...]


@dataclass(frozen=True)
class Cube:
    """Which fields are the dimensions, measures and attributes of a statistical data cube."""

    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What a version of a model changed, a sentence each."""

    version: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of the canonical table.

    A row without a value of a ``required`` field fails; one without a ``recommended`` field is a
    warning. ``predicate`` is a compact name, or None for a term of the model's own vocabulary,
    which then may have ``predicate_parents``. ``unit`` is a QUDT unit. ``measure`` marks what
    control totals are kept of. ``value_url`` has ``{value}``: the value identifies a thing
    elsewhere, and the thing is published instead of the text. ``required_when`` is by field its
    canonical values that make this field required, all of them: PRESENT for any value, ABSENT for
    none.
    ``withheld_when_redacted`` is for values that would give away whom a redaction hides.
    ``also_called`` are headings that councils give such a column; ``sensitive`` says what to take
    care of before publishing.
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
    recommended: bool = False
    multiple: bool = False
    pattern: str | None = None
    max_length: int | None = None
    value_url: str | None = None
    required_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also_called: tuple[str, ...] = ()
    predicate_parents: tuple[str, ...] = ()
    example: str = ""
    sensitive: str = ""

    @property
    def term(self) -> str:
        """Return the field's name as an RDF local name: ``lamp_type`` gives ``lampType``."""
        first, *rest = self.name.split("_")
        return first + "".join(word.capitalize() for word in rest)

    @property
    def is_resource(self) -> bool:
        """Say whether its values are published as IRIs rather than as literals."""
        return self.datatype in ("code", "iri", "period") or self.value_url is not None


@dataclass(frozen=True)
class Model:
    """A shared model.

    ``position`` names the fields for ``easting``, ``northing``, ``latitude`` and ``longitude``.
    ``label`` is a template of field names. ``redacted_flag`` is the boolean field that says that
    a name is withheld. ``uri`` is a template of ``{council}``, ``{model}``, ``{dataset}`` and
    ``{key}`` below ``uri_base``; ``key`` names the fields that make the key where a crosswalk
    does not. ``checks`` are parameters of checks by their id. ``theme`` is what its datasets are
    about, a code of the EU's data themes (authority table *data-theme*), or empty.
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
    key: tuple[str, ...] = ()
    uri: str = "/id/{council}/{model}/{key}"
    geometry: Geometry | None = None
    cube: Cube | None = None
    checks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    source: str = ""
    theme: str = ""

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

    def list_iri(self, code_list: str, vocabulary_base: str) -> str:
        """Return the IRI of a code list."""
        return f"{vocabulary_base}/def/{self.id}/{code_list}"

    def code_iri(self, code_list: str, code: str, vocabulary_base: str) -> str:
        """Return the IRI of a code."""
        return f"{vocabulary_base}/def/{self.id}/{code_list}/{code}"

    def value_template(self, field_: Field, vocabulary_base: str) -> str | None:
        """Return the URI template that makes a canonical value an IRI; None for literals.

        Its variable is the field's name, as in ``valueUrl`` of CSVW.
        """
        name = field_.name
        if field_.datatype == "code":
            return self.code_iri(field_.code_list or "", f"{{{name}}}", vocabulary_base)
        if field_.datatype == "iri":
            return f"{{+{name}}}"
        if field_.datatype == "period":
            return f"{PERIOD_BASE}{{+{name}}}"
        if field_.value_url:
            return field_.value_url.replace("value}", f"{name}}}")
        return None

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the names of the fields that control totals are kept of."""
        return tuple(name for name, one in self.fields.items() if one.measure)
