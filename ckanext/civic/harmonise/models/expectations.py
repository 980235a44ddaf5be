"""What a field expects of a value, in plain English: for pages, messages and shapes."""

from __future__ import annotations

from .model import ABSENT, PRESENT, CodeList, Field, Model
from .terms import unit

_KINDS = {
    "string": "text",
    "integer": "whole number",
    "decimal": "number",
    "boolean": "true or false",
    "date": "day, as 2014-09-30",
    "datetime": "date and time, as 2014-09-30T10:00:00Z",
    "year": "year, as 2014",
    "year_month": "month, as 2014-09",
    "period": "period, as year/2014, quarter/2014-Q3 or month/2014-09",
    "iri": "web address",
    "geometry": "shape, as well-known text of longitude and latitude",
}


def kind_of_value(field: Field, code_list: CodeList | None = None) -> str:
    """Return what a value is: “number, in metres”, “one code of the list “Lamp types””."""
    if field.code_list:
        title = code_list.title if code_list else field.code_list
        return f"code of the list “{title}”"
    kind = _KINDS[field.datatype]
    return f"{kind}, in {unit(field.unit).words}" if field.unit else kind


def limits(field: Field) -> str:
    """Return the constraints on a value, or nothing: “0 or more, 100 or less”."""
    told = []
    if field.minimum is not None and field.maximum is not None:
        told.append(f"from {field.minimum} to {field.maximum}")
    elif field.minimum is not None:
        told.append(f"{field.minimum} or more")
    elif field.maximum is not None:
        told.append(f"{field.maximum} or less")
    if field.max_length is not None:
        told.append(f"at most {field.max_length} characters")
    if field.pattern is not None:
        told.append(f"of the form {field.example}" if field.example else f"as {field.pattern}")
    return ", ".join(told)


def expectation(field: Field, model: Model) -> str:
    """Return one sentence that says what the values of a field must be."""
    kind = kind_of_value(field, model.lists.get(field.code_list or ""))
    number = "any number of" if field.multiple else "one" if field.required else "at most one"
    if field.multiple and field.required:
        number = "one or more of"
    bounds = limits(field)
    return f"{field.title}: {number} {kind}{f', {bounds}' if bounds else ''}."


def condition(field: Field, wanted: tuple[str, ...], model: Model) -> str:
    """Return one condition of ``required_when`` in words."""
    if wanted == (PRESENT,):
        return f"{_name(field)} is given"
    if wanted == (ABSENT,):
        return f"{_name(field)} is not given"
    code_list = model.lists.get(field.code_list or "")
    labels = [_label(one, code_list) for one in wanted]
    return f"{_name(field)} is {' or '.join(labels)}"


def required_when(field: Field, model: Model) -> str:
    """Return when a field is required, in words, or nothing."""
    told = [condition(model.fields[name], one, model) for name, one in field.required_when.items()]
    return " and ".join(told)


def _name(field: Field) -> str:
    return f"“{field.title}”"


def _label(value: str, code_list: CodeList | None) -> str:
    if value in (PRESENT, ABSENT):
        return "given" if value == PRESENT else "not given"
    return f"“{code_list.codes[value].label}”" if code_list else value
