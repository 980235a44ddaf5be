"""The terms of the shared models, by their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..geography import area
from ..models import Field, Model
from ..models.prefixes import expand
from ..models.terms import unit
from ..organisations import council
from .periods import period_name

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Term:
    """One use of an address in a model.

    ``kind`` is class, property, list, code or unit. ``order`` is the place of a property among
    the model's columns. ``unit`` is the symbol of the unit that its values are in (``W``, ``£``).
    ``plural`` is what several things of a class are called.
    """

    iri: str
    kind: str
    label: str
    description: str = ""
    model: str = ""
    order: int | None = None
    unit: str = ""
    plural: str = ""


@dataclass(frozen=True)
class Kind:
    """Things that have addresses: ``{base}/id/{council}/{id}/…``, shared: ``{base}/id/{id}/…``.

    ``told_by`` are the properties that tell one from another beside its label: the first measure
    that all have, and a date; or all dimensions and the measure of a cube.
    """

    id: str
    label: str
    class_iri: str
    is_shared: bool
    told_by: tuple[str, ...] = ()


def model_terms(models: Iterable[Model], vocabulary_base: str) -> Mapping[str, list[Term]]:
    """Return the terms of models by address; a reused property has one for each model."""
    found: dict[str, list[Term]] = {}
    for model in models:
        for term in _of_model(model, vocabulary_base):
            found.setdefault(term.iri, []).append(term)
    return found


def kinds(models: Iterable[Model], vocabulary_base: str) -> list[Kind]:
    """Return the kinds of things that models make, sorted by id."""
    found: dict[str, Kind] = {}
    for model in models:
        found[model.id] = Kind(
            model.id,
            model.title,
            model.class_iri(vocabulary_base),
            False,
            _told_by(model, vocabulary_base),
        )
        for field in model.fields.values():
            if field.link:
                label = plural(_words(field.link.path.replace("-", " ")))
                found.setdefault(
                    field.link.path, Kind(field.link.path, label, expand(field.link.type), True)
                )
    return [found[id] for id in sorted(found)]


def period_or_place(iri: str) -> Term | None:
    """Return what an address outside our data is called: a period, an area, a council, a unit.

    Sources: the interval sets of reference.data.gov.uk, our tables of areas and of councils, QUDT.
    """
    name = period_name(iri)
    if name:
        return Term(iri, "period", name)
    unit_base = expand("unit:")
    if iri.startswith(unit_base):
        try:
            return Term(iri, "unit", unit(f"unit:{iri[len(unit_base) :]}").words)
        except KeyError:
            return None
    body = council(iri)
    if body and iri == body.uri:
        return Term(iri, "council", body.name)
    place = area(iri)
    return Term(iri, "area", place.name) if place and iri == place.uri else None


def _of_model(model: Model, base: str) -> Iterator[Term]:
    yield Term(model.vocabulary_iri(base), "model", model.title, model.description, model.id)
    yield Term(
        model.class_iri(base),
        "class",
        _words(model.class_name),
        model.description,
        model.id,
        plural=_plural_of_class(model),
    )
    for order, field in enumerate(model.fields.values()):
        yield from _of_field(model, field, order, base)
    for part in model.parts.values():
        yield Term(expand(part.predicate), "property", _words(part.id), model=model.id)
    for code_list in model.lists.values():
        iri = model.list_iri(code_list.id, base)
        yield Term(iri, "list", code_list.title, code_list.description, model.id)
        for code in code_list.codes.values():
            address = model.code_iri(code_list.id, code.id, base)
            yield Term(address, "code", code.label, code.definition, model.id)


def _of_field(model: Model, field: Field, order: int, base: str) -> Iterator[Term]:
    symbol = unit(field.unit).symbol if field.unit else ""
    iri = model.property_iri(field, base)
    yield Term(iri, "property", field.title, field.description, model.id, order, symbol)
    if field.link:
        linked = expand(field.link.predicate)
        yield Term(linked, "property", field.title, field.description, model.id, order)


def _told_by(model: Model, base: str) -> tuple[str, ...]:
    if cube := model.cube:
        told = [*cube.dimensions, *cube.measures[:1]]
    else:
        money = [name for name in model.measures if model.fields[name].required]
        told = money[:1] and [*money[:1], *_dates(model)]
    return tuple(model.property_iri(model.fields[name], base) for name in told)


def _dates(model: Model) -> list[str]:
    """Return the first date that every thing has, unless its label has it."""
    fields = (one for one in model.fields.values() if one.required and one.datatype == "date")
    return [one.name for one in fields if f"{{{one.name}}}" not in model.label][:1]


def _plural_of_class(model: Model) -> str:
    """Return what several of a model's things are called: by its title where that names them."""
    made = plural(_words(model.class_name))
    is_title = made.replace(" ", "").lower() == model.title.replace(" ", "").lower()
    return model.title if is_title else made


def plural(words: str) -> str:
    """Return English words in the plural, for the regular ones that classes are called by."""
    if words.endswith("y") and words[-2:-1] not in ("a", "e", "o", "u"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith(("s", "x", "ch", "sh")) else f"{words}s"


def _words(name: str) -> str:
    """Return ``AllotmentSite`` as "Allotment site"."""
    return _CAPITAL.sub(" ", name).lower().capitalize()
