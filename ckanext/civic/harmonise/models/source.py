"""Turn the values of a model file, which follow the model schema, into a model."""

from __future__ import annotations

from typing import Any

from .model import Change, Code, CodeList, Cube, Field, Geometry, Link, Model, Part
from .prefixes import expand


def model_from(source: dict[str, Any]) -> Model:
    """Return the model that a valid model file describes."""
    geometry, cube = source.get("geometry"), source.get("cube")
    return Model(
        id=source["id"],
        version=source["version"],
        title=source["title"],
        description=source["description"],
        class_name=source["class"],
        class_parents=tuple(source.get("class_parents", ())),
        label=source["label"],
        fields={name: _field(name, one) for name, one in source["fields"].items()},
        lists={id: _list(id, one) for id, one in source.get("lists", {}).items()},
        parts={
            id: Part(id, predicate=one["property"], type=one["type"])
            for id, one in source.get("parts", {}).items()
        },
        position=source.get("position", {}),
        publisher_properties=tuple(source.get("publisher_properties", ("dcterms:publisher",))),
        redacted_flag=source.get("redacted_flag"),
        key=tuple(source.get("key", ())),
        uri=source.get("uri", Model.uri),
        geometry=Geometry(geometry["field"], tuple(geometry["types"])) if geometry else None,
        cube=Cube(**{kind: tuple(names) for kind, names in cube.items()}) if cube else None,
        checks=source.get("checks", {}),
        changes=tuple(
            Change(one["version"], tuple(one["what"])) for one in source.get("changes", ())
        ),
        source=source.get("source", ""),
        theme=source.get("theme", ""),
    )


def _field(name: str, source: dict[str, Any]) -> Field:
    values = dict(source)
    link = values.pop("link", None)
    limits = {one: _text(values.pop(one)) for one in ("minimum", "maximum") if one in values}
    conditions = values.pop("required_when", {})
    return Field(
        name=name,
        description=values.pop("description", ""),
        example=_text(values.pop("example", "")),
        code_list=values.pop("list", None),
        predicate=values.pop("property", None),
        predicate_parents=tuple(values.pop("property_parents", ())),
        also_called=tuple(values.pop("also_called", ())),
        required_when={other: _texts(wanted) for other, wanted in conditions.items()},
        link=_link(link) if link else None,
        **limits,
        **values,
    )


def _text(value: str | bool | int | float) -> str:
    """Return a YAML scalar as canonical text: YAML's true is “true”."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, list) else (_text(value),)


def _link(source: dict[str, Any]) -> Link:
    return Link(
        predicate=source["property"],
        path=source["path"],
        type=source["type"],
        unless=source.get("unless"),
        identified_by=tuple(source.get("identified_by", ())),
    )


def _list(id: str, source: dict[str, Any]) -> CodeList:
    return CodeList(
        id=id,
        title=source["title"],
        description=source.get("description", ""),
        source=source.get("source", ""),
        is_open=source.get("open", False),
        codes={code: _code(code, one) for code, one in source["codes"].items()},
    )


def _code(id: str, source: dict[str, Any]) -> Code:
    return Code(
        id=id,
        label=source["label"],
        alternatives=tuple(source.get("alternatives", ())),
        broader=source.get("broader"),
        definition=source.get("definition", ""),
        exact_match=tuple(map(_address, source.get("exact_match", ()))),
        close_match=tuple(map(_address, source.get("close_match", ()))),
    )


def _address(text: str) -> str:
    """Return an IRI that is given in full or as a compact name of a known prefix."""
    return text if text.startswith(("http://", "https://")) else expand(text)
