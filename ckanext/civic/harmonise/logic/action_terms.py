"""The actions on what terms and kinds of things are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context

from .. import config
from ..glossary import Term, kinds, model_terms, period_or_place
from ..models import Model
from . import library

MOST_ADDRESSES = 5000


@tk.side_effect_free
def civic_harmonise_term_list(
    context: Context, data_dict: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return what addresses are called: terms and codes of models, periods, areas, councils, units.

    It is known from files of this portal; nothing is fetched.

    :param iris: the addresses, at most 5,000
    :param types: (optional) the classes of the thing that uses them: of several models that use
        one property, that of such a class says what it is called
    :returns: by address ``label``, ``kind`` (``class``, ``property``, ``list``, ``code``,
        ``model``, ``period``, ``area``, ``council``, ``unit``), ``description``, ``model``,
        ``order`` (of a property in the model, or null), ``unit`` (a symbol) and ``plural`` (of a
        class); unknown addresses are not in it
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    known = _glossary()
    classes = {term.model for iri in _texts(data_dict, "types") for term in known.get(iri, ())}
    found: dict[str, dict[str, Any]] = {}
    for iri in _texts(data_dict, "iris"):
        term = _best(known.get(iri, []), classes) or period_or_place(iri)
        if term:
            found[iri] = {name: one for name, one in asdict(term).items() if name != "iri"}
    return found


@tk.side_effect_free
def civic_harmonise_kind_list(context: Context, data_dict: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the kinds of things that the shared models make, by id.

    :returns: each with ``id``, ``label``, ``class_iri``, ``told_by`` (properties that tell one
        such thing from another) and ``is_shared``: a shared thing is ``/id/{id}/{name}`` at the
        portal that keeps the vocabularies, any other ``/id/{council}/{id}/{local-id}``
    """
    tk.check_access("civic_harmonise_model_list", context, data_dict)
    return [asdict(kind) for kind in kinds(library.models(), config.vocabulary_base())]


def _texts(data_dict: dict[str, Any], name: str) -> list[str]:
    given = data_dict.get(name) or []
    values = [given] if isinstance(given, str) else given
    if not isinstance(values, (list, tuple, set, frozenset)):
        raise tk.ValidationError({name: [tk._("Give a list of addresses.")]})
    if len(values) > MOST_ADDRESSES:
        raise tk.ValidationError({name: [tk._("Give at most 5,000 addresses.")]})
    return [str(value) for value in values]


def _best(terms: list[Term], models: set[str]) -> Term | None:
    """Return the use in one of ``models``; else the one that most models agree on in words."""
    own = [term for term in terms if term.model in models]
    if own or not terms:
        return own[0] if own else None
    labels = [term.label for term in terms]
    chosen = max(terms, key=lambda term: labels.count(term.label))
    return Term(chosen.iri, chosen.kind, chosen.label, model=chosen.model, plural=chosen.plural)


def _glossary() -> Mapping[str, list[Term]]:
    return _read(_Models(library.models()), config.vocabulary_base())


class _Models(tuple[Model, ...]):
    """Models, the same when each is the very same object: a changed file is another one."""

    def __new__(cls, models: list[Model]) -> _Models:
        return super().__new__(cls, models)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Models) and list(map(id, self)) == list(map(id, other))


@lru_cache(maxsize=2)
def _read(models: _Models, vocabulary_base: str) -> Mapping[str, list[Term]]:
    return model_terms(models, vocabulary_base)
