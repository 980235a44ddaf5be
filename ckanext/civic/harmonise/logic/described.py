"""Shared models and crosswalks as the plain values that the actions answer."""

from __future__ import annotations

from typing import Any

from ckanext.civic.core import nquads

from .. import config
from ..models import Code, CodeList, Field, Model
from ..models.expectations import expectation
from ..models.prefixes import expand
from ..models.shape_graph import shape_iri
from ..models.vocabulary import vocabulary_quads
from . import library


def model_summary(model: Model) -> dict[str, Any]:
    """Return a model without its fields and lists."""
    return {
        "id": model.id,
        "version": model.version,
        "title": model.title,
        "description": model.description,
        "theme": model.theme,
        "iri": model.vocabulary_iri(config.vocabulary_base()),
        "shape": shape_iri(model, config.vocabulary_base()),
    }


def model_whole(model: Model) -> dict[str, Any]:
    """Return a model with its class, fields and code lists, each with its IRI.

    ``nquads`` is the same as linked data: N-Quads without a graph, for whoever stores it.
    """
    quads = vocabulary_quads(model, config.vocabulary_base())
    return {
        **model_summary(model),
        "source": model.source,
        "changes": [{"version": one.version, "what": list(one.what)} for one in model.changes],
        "class": {
            "name": model.class_name,
            "iri": model.class_iri(config.vocabulary_base()),
            "parents": [expand(one) for one in model.class_parents],
        },
        "fields": [_field(model, field) for field in model.fields.values()],
        "lists": [_code_list(model, code_list) for code_list in model.lists.values()],
        "nquads": "".join(nquads.line((s, p, o, "")) for s, p, o, _ in quads),
    }


def crosswalk_summaries() -> list[dict[str, Any]]:
    """Return what a publisher chooses a crosswalk by: id, title and model."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "model": one.model.id,
            "model_title": one.model.title,
        }
        for one in library.crosswalks()
    ]


def _field(model: Model, field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "datatype": field.datatype,
        "required": field.required,
        "recommended": field.recommended,
        "required_when": {name: list(one) for name, one in field.required_when.items()},
        "multiple": field.multiple,
        "expects": expectation(field, model),
        "unit": field.unit,
        "also_called": list(field.also_called),
        "sensitive": field.sensitive,
        "list": field.code_list,
        "term": None if field.predicate else field.term,
        "iri": model.property_iri(field, config.vocabulary_base()),
    }


def _code_list(model: Model, code_list: CodeList) -> dict[str, Any]:
    return {
        "id": code_list.id,
        "title": code_list.title,
        "open": code_list.is_open,
        "iri": f"{model.vocabulary_iri(config.vocabulary_base())}/{code_list.id}",
        "codes": [_code(model, code_list, code) for code in code_list.codes.values()],
    }


def _code(model: Model, code_list: CodeList, code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "label": code.label,
        "alternatives": list(code.alternatives),
        "broader": code.broader,
        "definition": code.definition,
        "exact_match": list(code.exact_match),
        "close_match": list(code.close_match),
        "iri": model.code_iri(code_list.id, code.id, config.vocabulary_base()),
    }
