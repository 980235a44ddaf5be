"""Read shared models from the YAML files beside this module."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import ModelError
from ..yaml_files import read_yaml, validate
from .model import Code, CodeList, Field, Link, Model, Part

FOLDER = Path(__file__).parent


def list_models() -> list[Model]:
    """Return every shared model, sorted by id."""
    return [load_model(path.stem) for path in sorted(FOLDER.glob("*.yaml"))]


@lru_cache
def load_model(id: str) -> Model:
    """Return the shared model ``id``; raises ModelError when unknown or invalid."""
    known = {path.stem: path for path in FOLDER.glob("*.yaml")}
    if id not in known:
        raise ModelError(
            f"There is no shared model “{id}”.", advice=f"Known: {', '.join(sorted(known))}."
        )
    source = read_yaml(known[id], ModelError)
    validate(source, FOLDER / "model.schema.json", known[id], ModelError)
    return _model(source)


def _model(source: dict[str, Any]) -> Model:
    model = _unchecked(source)
    terms = {one.term for one in model.fields.values()} | {model.class_name}
    for id in model.lists:
        if id in terms:
            raise ModelError(f"“{id}” of “{model.id}” would name a list and a property alike.")
    return model


def _unchecked(source: dict[str, Any]) -> Model:
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
    )


def _field(name: str, source: dict[str, Any]) -> Field:
    values = dict(source)
    link = values.pop("link", None)
    return Field(
        name=name,
        description=values.pop("description", ""),
        code_list=values.pop("list", None),
        predicate=values.pop("property", None),
        link=_link(link) if link else None,
        **values,
    )


def _link(source: dict[str, Any]) -> Link:
    return Link(
        predicate=source["property"],
        path=source["path"],
        type=source["type"],
        unless=source.get("unless"),
    )


def _list(id: str, source: dict[str, Any]) -> CodeList:
    codes = {
        code: Code(
            id=code,
            label=one["label"],
            alternatives=tuple(one.get("alternatives", ())),
            broader=one.get("broader"),
            definition=one.get("definition", ""),
        )
        for code, one in source["codes"].items()
    }
    for one in codes.values():
        if one.broader and one.broader not in codes:
            raise ModelError(f"Code “{one.id}” of list “{id}” has an unknown broader code.")
    return CodeList(id=id, title=source["title"], codes=codes)
