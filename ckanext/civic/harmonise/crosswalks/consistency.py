"""What a crosswalk must keep to beyond its schema: that it fits its model and itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ckanext.civic.core import nquads

from ..mapping.conditions import compile_condition
from ..mapping.expressions import Purpose, compile_expression
from .crosswalk import Crosswalk, columns_of
from .layout import normal

# Where in the file (keys from the top) and a sentence.
Problem = tuple[tuple[str | int, ...], str]


def problems(crosswalk: Crosswalk) -> Iterator[Problem]:
    """Yield what is wrong in a crosswalk, each with its place in the file."""
    found = False
    for rule in (_names, _accounts, _validity, _places, _unpivot):
        for problem in rule(crosswalk):
            found = True
            yield problem
    if not found:
        yield from _expressions(crosswalk)


def _names(crosswalk: Crosswalk) -> Iterator[Problem]:
    model = crosswalk.model
    if not nquads.is_iri(crosswalk.publisher.uri):
        yield ("publisher", "uri"), "The publisher's uri is no absolute IRI."
    for name in crosswalk.fields:
        if name not in model.fields:
            yield ("fields", name), f"The model “{model.id}” has no field “{name}”."
    filled = {*crosswalk.fields, model.redacted_flag}
    if crosswalk.positions:
        filled |= set(model.position.values())
    for name, one in model.fields.items():
        if one.required and name not in filled and not crosswalk.extends_model:
            said = f"Say which column holds the {one.title} (field “{name}”): every row needs it."
            yield ("fields",), said
    if not crosswalk.key.columns and not crosswalk.key.fields:
        yield ("key",), f"The model “{model.id}” has no key of its own: name its columns."
    for name in crosswalk.key.fields:
        if name not in crosswalk.fields and not crosswalk.extends_model:
            yield ("key",), f"The field “{name}” is part of the key and has no source."


def _accounts(crosswalk: Crosswalk) -> Iterator[Problem]:
    """Every column is accounted for once."""
    read = {normal(name) for name in crosswalk.columns}
    for place in ("ignore", "part_of"):
        for name in getattr(crosswalk, place):
            if normal(name) in read:
                what = "ignored" if place == "ignore" else "part of another"
                yield (place, name), f"The column “{name}” is both mapped and {what}."
    for name in sorted(set(map(normal, crosswalk.ignore)) & set(map(normal, crosswalk.part_of))):
        yield ("ignore",), f"The column “{name}” is both ignored and part of another."
    if crosswalk.layout and not isinstance(crosswalk.layout, str):
        known = set(map(normal, crosswalk.layout))
        for name in (*crosswalk.file_columns, *crosswalk.accounted):
            if normal(name) not in known:
                yield ("layout",), f"The column “{name}” is not in the layout."


def _validity(crosswalk: Crosswalk) -> Iterator[Problem]:
    if crosswalk.valid_from and crosswalk.valid_to and crosswalk.valid_from > crosswalk.valid_to:
        yield ("valid_to",), "It ends before it begins."


def _places(crosswalk: Crosswalk) -> Iterator[Problem]:
    model = crosswalk.model
    if crosswalk.positions and not model.position:
        yield ("positions",), f"The model “{model.id}” has no position."
    if crosswalk.redaction and not model.redacted_flag:
        yield ("redaction",), f"The model “{model.id}” has no place for a redaction."


def _unpivot(crosswalk: Crosswalk) -> Iterator[Problem]:
    unpivot = crosswalk.unpivot
    if not unpivot:
        return
    if normal(unpivot.name) == normal(unpivot.value):
        yield ("unpivot", "value"), "The two new columns must have different names."
    read = set(map(normal, crosswalk.columns))
    for place, heading in (("name", unpivot.name), ("value", unpivot.value)):
        if normal(heading) not in read:
            yield ("unpivot", place), f"No rule reads the new column “{heading}”."
    for heading in unpivot.columns:
        is_made = normal(heading) in set(map(normal, unpivot.made))
        if normal(heading) in read and not is_made:
            yield ("unpivot", "columns"), f"The column “{heading}” is read as well as unpivoted."


def _expressions(crosswalk: Crosswalk) -> Iterator[Problem]:
    """Compile every expression against its own columns: unknown steps, patterns and codes."""
    columns = {name: index for index, name in enumerate(crosswalk.columns)}
    model = crosswalk.model
    for name, expression in crosswalk.fields.items():
        target = model.fields[name]
        purpose = Purpose(multiple=target.multiple, folder=crosswalk.folder)
        code_list = model.lists.get(target.code_list or "")
        yield from _tried(
            ("fields", name),
            f"Field “{name}”",
            partial(compile_expression, expression, columns, code_list, purpose),
        )
    for index, position in enumerate(crosswalk.positions):
        for axis in (position.x, position.y):
            place = ("positions", index)
            compiled = partial(compile_expression, axis, columns, None)
            yield from _tried(place, f"Position {columns_of(axis)}", compiled)
    for index, one in enumerate(crosswalk.drop):
        compiled = partial(compile_condition, one.when, columns)
        yield from _tried(("drop", index), f"Drop “{one.reason}”", compiled)


def _tried(
    place: tuple[str | int, ...], what: str, compiled: Callable[[], object]
) -> Iterator[Problem]:
    try:
        compiled()
    except ValueError as problem:
        yield place, f"{what}: {problem}."
