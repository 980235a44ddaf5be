"""What the pages below /def show of a model: plain values for the templates."""

from __future__ import annotations

from typing import Any

from ..models import Code, CodeList, Field, Model
from ..models.expectations import kind_of_value, limits, required_when
from ..models.shape_graph import SHAPE
from ..models.structure import STRUCTURE


def model_values(model: Model, vocabulary_base: str) -> dict[str, Any]:
    """Return a model: its texts, history, columns and code lists, each with its path."""
    return {
        "id": model.id,
        "title": model.title,
        "description": model.description,
        "version": model.version,
        "source": model.source,
        "class_name": model.class_name,
        "class_parents": model.class_parents,
        "changes": model.changes,
        "path": _path(model),
        "shape_path": _path(model, SHAPE),
        "structure_path": _path(model, STRUCTURE) if model.cube else "",
        "is_position": bool(model.position or model.geometry),
        "fields": [field_values(model, one, vocabulary_base) for one in model.fields.values()],
        "lists": [list_values(model, one) for one in model.lists.values()],
    }


def field_values(model: Model, field: Field, vocabulary_base: str) -> dict[str, Any]:
    """Return a column: what it means, what its values are, and when it is required.

    ``need`` is yes, should, sometimes or no.
    """
    code_list = model.lists.get(field.code_list or "")
    when = required_when(field, model)
    need = "yes" if field.required else "should" if field.recommended else "no"
    return {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "kind": kind_of_value(field, code_list),
        "limits": limits(field),
        "example": field.example,
        "is_multiple": field.multiple,
        "need": "sometimes" if when else need,
        "when": when,
        "list": field.code_list,
        "list_title": code_list.title if code_list else "",
        "list_path": _path(model, code_list.id) if code_list else "",
        "also_called": field.also_called,
        "sensitive": field.sensitive,
        "term": field.term,
        "iri": model.property_iri(field, vocabulary_base),
        "reused": field.predicate,
        "parents": field.predicate_parents,
        "path": "" if field.predicate else _path(model, field.term),
    }


def list_values(model: Model, code_list: CodeList) -> dict[str, Any]:
    """Return a code list; ``tree`` has its codes below one another, ``codes`` all in that order."""
    tree = _below(model, code_list, None)
    return {
        "id": code_list.id,
        "title": code_list.title,
        "description": code_list.description,
        "source": code_list.source,
        "is_open": code_list.is_open,
        "count": len(code_list.codes),
        "other_words": sum(len(one.alternatives) for one in code_list.codes.values()),
        "path": _path(model, code_list.id),
        "tree": tree,
        "codes": _flat(tree, 0),
    }


def code_values(model: Model, code_list: CodeList, code: Code) -> dict[str, Any]:
    """Return a code with the one above it and those directly below it."""
    below = [one for one in code_list.codes.values() if one.broader == code.id]
    return {
        **_code(model, code_list, code),
        "above": _code(model, code_list, code_list.codes[code.broader]) if code.broader else None,
        "below": [_code(model, code_list, one) for one in below],
    }


def _below(model: Model, code_list: CodeList, broader: str | None) -> list[dict[str, Any]]:
    return [
        {**_code(model, code_list, one), "below": _below(model, code_list, one.id)}
        for one in code_list.codes.values()
        if one.broader == broader
    ]


def _flat(tree: list[dict[str, Any]], depth: int) -> list[dict[str, Any]]:
    return [
        one for code in tree for one in ({**code, "depth": depth}, *_flat(code["below"], depth + 1))
    ]


def _code(model: Model, code_list: CodeList, code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "label": code.label,
        "definition": code.definition,
        "alternatives": code.alternatives,
        "exact_match": code.exact_match,
        "close_match": code.close_match,
        "path": _path(model, code_list.id, code.id),
    }


def _path(model: Model, *parts: str) -> str:
    return "/".join(("/def", model.id, *parts))
