"""What a model file must keep to beyond its schema: names that refer to one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from .model import ABSENT, PRESENT, CodeList, Field, Model
from .shape_graph import SHAPE
from .structure import STRUCTURE
from .terms import undefined

# Where in the file (keys from the top) and a sentence.
Problem = tuple[tuple[str, ...], str]

_TEMPLATE_PART = re.compile(r"\{([^{}]*)\}")
_URI_PARTS = {"council", "model", "dataset", "key"}
_RESERVED = (SHAPE, STRUCTURE)  # last segments below /def/{model}
_NUMBERS = ("integer", "decimal", "year")


def problems(model: Model) -> Iterator[Problem]:
    """Yield what is wrong in a model, each with its place in the file."""
    for rule in _RULES:
        yield from rule(model)


def _versions(model: Model) -> Iterator[Problem]:
    if model.changes and model.changes[0].version != model.version:
        told = model.changes[0].version
        message = f"the model is version {model.version}, and the first entry tells of {told}."
        yield ("changes",), message
    told_versions = [tuple(map(int, one.version.split("."))) for one in model.changes]
    if told_versions != sorted(set(told_versions), reverse=True):
        yield ("changes",), "the newest version comes first, and each version once."


def _references(model: Model) -> Iterator[Problem]:
    """Every field that another key names must be one."""
    named = [(("position", axis), name) for axis, name in model.position.items()]
    named += [(("key",), name) for name in model.key]
    named += [(("label",), name) for name in _TEMPLATE_PART.findall(model.label)]
    if model.redacted_flag:
        named.append((("redacted_flag",), model.redacted_flag))
    if model.geometry:
        named.append((("geometry", "field"), model.geometry.field))
    for field in model.fields.values():
        here = ("fields", field.name)
        named += [((*here, "required_when", name), name) for name in field.required_when]
        if field.link:
            named += [((*here, "link"), name) for name in field.link.identified_by]
            named += [((*here, "link"), name) for name in [field.link.unless] if name]
    for place, name in named:
        if name not in model.fields:
            yield place, f"there is no field “{name}”."


def _field_references(model: Model) -> Iterator[Problem]:
    for field in model.fields.values():
        here = ("fields", field.name)
        if field.code_list and field.code_list not in model.lists:
            yield (*here, "list"), f"there is no code list “{field.code_list}” below lists."
        if field.part and field.part not in model.parts:
            yield (*here, "part"), f"there is no part “{field.part}” below parts."
        if field.predicate and field.predicate_parents:
            yield (*here, "property_parents"), "only a property of the model's own has parents."
        if field.required and field.recommended:
            yield (*here, "recommended"), "a required field needs no recommendation."
        if field.required and field.required_when:
            yield (*here, "required_when"), "a field that is always required needs no condition."
        is_shape = model.geometry is not None and model.geometry.field == field.name
        if (field.datatype == "geometry") != is_shape:
            message = "the key geometry must name the one field of the datatype geometry."
            yield (*here, "datatype"), message


def _conditions(model: Model) -> Iterator[Problem]:
    for field in model.fields.values():
        for other, wanted in field.required_when.items():
            list_id = (model.fields[other].code_list if other in model.fields else None) or ""
            if list_id not in model.lists:
                continue
            known = (*model.lists[list_id].codes, PRESENT, ABSENT)
            for value in wanted:
                if value not in known:
                    place = ("fields", field.name, "required_when", other)
                    yield place, f"the list “{list_id}” has no code “{value}”."


def _flags(model: Model) -> Iterator[Problem]:
    flags: list[Problem] = []
    if model.redacted_flag:
        flags.append((("redacted_flag",), model.redacted_flag))
    for field in model.fields.values():
        if field.link and field.link.unless:
            flags.append((("fields", field.name, "link", "unless"), field.link.unless))
    for place, name in flags:
        if name in model.fields and model.fields[name].datatype != "boolean":
            yield place, f"“{name}” is no boolean field."


def _limits(model: Model) -> Iterator[Problem]:
    for field in model.fields.values():
        yield from _field_limits(field)


def _field_limits(field: Field) -> Iterator[Problem]:
    here = ("fields", field.name)
    numbers: list[Decimal] = []
    for name, text in (("minimum", field.minimum), ("maximum", field.maximum)):
        if text is None:
            continue
        if field.datatype not in _NUMBERS:
            yield (*here, name), f"a {field.datatype} has no {name}."
        try:
            numbers.append(Decimal(text))
        except InvalidOperation:
            yield (*here, name), f"“{text}” is no number."
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        yield (*here, "maximum"), "the maximum is below the minimum."
    if field.unit and field.datatype not in ("integer", "decimal"):
        yield (*here, "unit"), f"a {field.datatype} has no unit."
    for name, given in (("pattern", field.pattern), ("max_length", field.max_length)):
        if given is not None and field.datatype != "string":
            yield (*here, name), f"only a string has a {name}."
    if field.value_url and field.datatype != "string":
        yield (*here, "value_url"), "only a string has a value_url."
    if field.measure and field.datatype not in ("integer", "decimal"):
        yield (*here, "measure"), "only a number is a measure."
    if field.pattern is not None:
        yield from _pattern(field)


def _pattern(field: Field) -> Iterator[Problem]:
    """A pattern must mean the same in Python, SPARQL and XML Schema, which have no look-around."""
    place = ("fields", field.name, "pattern")
    pattern = field.pattern or ""
    try:
        compiled = re.compile(pattern)
    except re.error as problem:
        yield place, f"this is no regular expression: {problem}."
        return
    if "(?" in pattern or pattern.startswith("^") or pattern.endswith("$"):
        yield place, "the whole value must match: write it without ^, $ and (?…)."
    elif field.example and not compiled.fullmatch(field.example):
        yield place, f"the example “{field.example}” does not match."


def _names(model: Model) -> Iterator[Problem]:
    """A list, a property and the class must not share one address."""
    own = [one for one in model.fields.values() if not one.predicate]
    terms: dict[str, str] = {}
    for field in own:
        if field.term in _RESERVED:
            yield ("fields", field.name), f"“{field.term}” is the address of something else."
        if field.term in terms:
            message = f"its property would have the address of that of “{terms[field.term]}”."
            yield ("fields", field.name), message
        terms[field.term] = field.name
    for id in model.lists:
        if id in terms or id in (model.class_name, *_RESERVED):
            message = (
                f"“{id}” of “{model.id}” would name a list and a property alike, which share one"
                " address: rename one of the two."
            )
            yield ("lists", id), message
    taken: dict[tuple[str | None, str], str] = {}
    for field in model.fields.values():
        if field.predicate:
            first = taken.setdefault((field.part, field.predicate), field.name)
            if first != field.name:
                place = ("fields", field.name, "property")
                yield place, f"“{first}” has this property already: they could not be told apart."


def _reused_terms(model: Model) -> Iterator[Problem]:
    """Every reused class, property and unit must exist in its vocabulary."""
    used: list[tuple[tuple[str, ...], str, str]] = []
    used += [(("class_parents",), name, "class") for name in model.class_parents]
    used += [(("publisher_properties",), name, "property") for name in model.publisher_properties]
    for part in model.parts.values():
        used.append((("parts", part.id, "property"), part.predicate, "property"))
        used.append((("parts", part.id, "type"), part.type, "class"))
    for field in model.fields.values():
        used += _terms_of(field)
    for place, name, kind in used:
        problem = undefined(name, kind)
        if problem:
            yield place, problem


def _terms_of(field: Field) -> Iterator[tuple[tuple[str, ...], str, str]]:
    here = ("fields", field.name)
    if field.predicate:
        yield (*here, "property"), field.predicate, "property"
    for name in field.predicate_parents:
        yield (*here, "property_parents"), name, "property"
    if field.unit:
        yield (*here, "unit"), field.unit, "unit"
    if field.link:
        yield (*here, "link", "property"), field.link.predicate, "property"
        yield (*here, "link", "type"), field.link.type, "class"


def _codes(model: Model) -> Iterator[Problem]:
    for code_list in model.lists.values():
        yield from _broader(code_list)
        yield from _wordings(code_list)


def _wordings(code_list: CodeList) -> Iterator[Problem]:
    """A wording names one code, or a value could mean either."""
    labels: dict[str, str] = {}
    for code in code_list.codes.values():
        labels.setdefault(code.label.casefold(), code.id)
    alternatives: dict[str, str] = {}
    for code in code_list.codes.values():
        place = ("lists", code_list.id, "codes", code.id)
        first = labels[code.label.casefold()]
        if first != code.id:
            yield (*place, "label"), f"the code “{first}” has the same label."
        for wording in map(str.casefold, code.alternatives):
            other = labels.get(wording, alternatives.setdefault(wording, code.id))
            if other != code.id:
                yield (*place, "alternatives"), f"“{wording}” means the code “{other}” as well."


def _broader(code_list: CodeList) -> Iterator[Problem]:
    for code in code_list.codes.values():
        place = ("lists", code_list.id, "codes", code.id, "broader")
        seen, above = {code.id}, code.broader
        while above is not None:
            if above not in code_list.codes:
                yield place, f"there is no code “{above}” in this list."
                break
            if above in seen:
                yield place, "a code cannot be broader than itself, by whatever way."
                break
            seen.add(above)
            above = code_list.codes[above].broader


def _uri(model: Model) -> Iterator[Problem]:
    used = _TEMPLATE_PART.findall(model.uri)
    unknown = [name for name in used if name not in _URI_PARTS]
    if unknown:
        yield ("uri",), f"“{unknown[0]}” is none of {', '.join(sorted(_URI_PARTS))}."
    if not model.uri.endswith("/{key}") or not model.uri.startswith("/id/{council}/"):
        yield ("uri",), "it starts with /id/{council}/ and ends with /{key}."


def _cube(model: Model) -> Iterator[Problem]:
    if not model.cube:
        return
    roles = {
        "dimensions": model.cube.dimensions,
        "measures": model.cube.measures,
        "attributes": model.cube.attributes,
    }
    taken: set[str] = set()
    for role, names in roles.items():
        for name in names:
            field = model.fields.get(name)
            if field is None:
                yield ("cube", role), f"there is no field “{name}”."
                continue
            if name in taken:
                yield ("cube", role), f"“{name}” has two roles."
            taken.add(name)
            if field.part or field.multiple:
                yield ("cube", role), f"“{name}” may have no part and only one value."
            if role != "attributes" and not field.required:
                yield ("cube", role), f"“{name}” must be required: every observation has it."


_RULES: tuple[Callable[[Model], Iterator[Problem]], ...] = (
    _versions,
    _references,
    _field_references,
    _conditions,
    _flags,
    _limits,
    _names,
    _reused_terms,
    _codes,
    _uri,
    _cube,
)
