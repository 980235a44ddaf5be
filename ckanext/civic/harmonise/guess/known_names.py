"""What is known of each model's fields: their names everywhere, and the words for their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..models import Field, Model
from .data_files import read_table, weights
from .headings import HeadingReader, stem
from .known_field import FIELD_NAME, KnownField, KnownName, months_like_days, own_names_first
from .likeness import Likeness

# what a crosswalk may take from the publisher or from another column of the same kind
_FROM_ELSEWHERE = ("organisation_name", "identifier", "name", "address", "location")


@dataclass
class KnownModel:
    """A model with what is known of its fields.

    ``words`` name the model and so say nothing in a heading; ``naming`` are those that show, in a
    file's name or a heading, that the file is of the model.
    """

    model: Model
    words: frozenset[str]
    naming: frozenset[str]
    likeness: Likeness
    fields: dict[str, KnownField]

    @cached_property
    def required(self) -> list[str]:
        """Return the required fields that only a column can fill."""
        given = {self.model.redacted_flag}
        return [
            name
            for name, one in self.model.fields.items()
            if one.required
            and name not in given
            and self.fields[name].concept not in _FROM_ELSEWHERE
        ]


class Knowledge:
    """All models as known; ``common`` is by field name in how many models it occurs."""

    def __init__(self, models: Sequence[Model], crosswalks: Iterable[Crosswalk]) -> None:
        self.reader = HeadingReader(_every_name(models))
        crosswalks = list(crosswalks)
        self.models = {
            one.id: self._known(one, [c for c in crosswalks if c.model.id == one.id])
            for one in models
        }
        self.common: dict[str, int] = {}
        for one in models:
            for name in one.fields:
                self.common[name] = self.common.get(name, 0) + 1
        self.concept_fields = {
            name for one in read_table("concepts").values() for name in one["fields"]
        }

    def is_common(self, name: str) -> bool:
        """Say whether a field is one that files of many kinds have."""
        return self.common.get(name, 0) > 2 or name in self.concept_fields

    def _known(self, model: Model, crosswalks: list[Crosswalk]) -> KnownModel:
        words = self._model_words(model)
        fields = {name: self._field(model, one) for name, one in model.fields.items()}
        months_like_days(fields)
        self._name_by_unit(fields)
        for crosswalk in crosswalks:
            self._learn(model, words, fields, crosswalk)
        own_names_first(fields)
        naming = self._naming_words(model)
        return KnownModel(model, words, naming, Likeness(self.reader, words), fields)

    def _name_by_unit(self, fields: Mapping[str, KnownField]) -> None:
        """Let a heading that is only a unit, as “Hectares”, mean the one field measured so."""
        for units in read_table("words")["measured"]:
            measured = [one for one in fields.values() if one.field.unit in units["units"]]
            if len(measured) == 1:
                for text in units["called"]:
                    name = KnownName(
                        self.reader.read(text), weights("heading")["same"], f"“{text}”", "general"
                    )
                    measured[0].names.append(name)

    def _naming_words(self, model: Model) -> frozenset[str]:
        """Return what the model's things are called, also where a field is called so."""
        words = {
            word
            for text in (model.title, model.class_name, model.id.replace("-", " "))
            for word in self.reader.read(text).words
        }
        for things in read_table("words")["things"]:
            stems = set(map(stem, things))
            if stems & words:
                words |= stems
        return frozenset(words - {stem(word) for word in read_table("words")["light"]})

    def _model_words(self, model: Model) -> frozenset[str]:
        """Return the words of the model that say nothing about one of its columns."""
        heading = self.reader.read
        words = {
            word
            for text in (model.title, model.class_name, model.id.replace("-", " "))
            for word in heading(text).words
        }
        alone = {
            heading(text).words
            for one in model.fields.values()
            for text in (one.name.replace("_", " "), one.title)
        }
        for things in read_table("words")["things"]:
            stems = set(map(stem, things))
            if stems & words:
                words |= stems
        return frozenset(word for word in words if (word,) not in alone)

    def _field(self, model: Model, one: Field) -> KnownField:
        strength = weights("heading")["same"]
        known = KnownField(one)
        for text in (one.name.replace("_", " "), one.title):
            known.names.append(KnownName(self.reader.read(text), strength, FIELD_NAME))
        for text in one.also_called:
            known.names.append(KnownName(self.reader.read(text), strength, "a name of the field"))
        more = read_table("more_names").get(one.name, {})
        for text in more.get("called", ()):
            name = KnownName(self.reader.read(text), strength * 0.97, f"“{text}”", "general")
            known.names.append(name)
        known.unlike = frozenset(
            self.reader.read(text).word_set for text in more.get("not_called", ())
        )
        for id, concept in read_table("concepts").items():
            if id == _concept_id(one) or (not _concept_id(one) and one.name in concept["fields"]):
                known.concept, known.kind = id, concept["kind"]
                for text in concept["called"]:
                    name = KnownName(
                        self.reader.read(text), strength * 0.97, f"“{text}”", "general"
                    )
                    known.names.append(name)
                break
        if one.code_list:
            known.is_open = model.lists[one.code_list].is_open
            for code in model.lists[one.code_list].codes.values():
                for text in (code.label, code.id, *code.alternatives):
                    known.add_code(text, code.id, "same")
        return known

    def _learn(
        self,
        model: Model,
        words: frozenset[str],
        fields: dict[str, KnownField],
        crosswalk: Crosswalk,
    ) -> None:
        """Take the headings and value tables of another publisher's crosswalk."""
        uses = _uses(model, crosswalk)
        for name, columns in uses.items():
            for column in columns:
                shared = sum(column in others for others in uses.values()) > 1
                heading = self.reader.read(column)
                is_name = heading.word_set <= words
                if fields[name].concept == "identifier" and (shared or is_name):
                    continue  # it was the identifier only for want of a better
                kind = "learned_shared" if shared or len(columns) > 1 else "learned"
                fields[name].names.append(
                    KnownName(
                        heading,
                        weights("heading")[kind],
                        f"as in “{crosswalk.title}”",
                        "learned",
                    )
                )
        for name, expression in crosswalk.fields.items():
            if name in fields and isinstance(expression, dict):
                _learn_codes(fields[name], expression, crosswalk.title)


def _concept_id(field: Field) -> str:
    """Return the concept that a field's values show, whatever its name; usually none."""
    return "area_code" if "statistical-geography" in (field.value_url or "") else ""


def _uses(model: Model, crosswalk: Crosswalk) -> dict[str, list[str]]:
    """Return the columns of a crosswalk by the field that they fill."""
    uses = {
        name: columns_of(expression)
        for name, expression in crosswalk.fields.items()
        if name in model.fields
    }
    for position in crosswalk.positions:
        is_grid = position.crs == "EPSG:27700"
        for axis, expression in ((0, position.x), (1, position.y)):
            name = model.position.get(
                (("easting", "northing") if is_grid else ("longitude", "latitude"))[axis]
            )
            if name:
                uses.setdefault(name, []).extend(columns_of(expression))
    return uses


def _learn_codes(known: KnownField, expression: Mapping[str, Any], title: str) -> None:
    codes = expression.get("codes")
    if not isinstance(codes, Mapping) or not known.codes:
        return
    valid = {code for code, *_ in known.codes.values()}
    for code, values in codes.items():
        if code not in valid or not isinstance(values, list):
            continue
        for value in values:
            text = value.get("value") if isinstance(value, Mapping) else value
            if isinstance(text, str):
                known.add_code(text, code, f"as in “{title}”")


def _every_name(models: Sequence[Model]) -> Iterable[str]:
    for model in models:
        yield model.title
        yield model.id
        for one in model.fields.values():
            yield one.name
            yield one.title
            yield from one.also_called
    for concept in read_table("concepts").values():
        yield from concept["called"]
    for more in read_table("more_names").values():
        yield from (*more.get("called", ()), *more.get("not_called", ()))


_MADE: dict[tuple[int, ...], tuple[object, Knowledge]] = {}
_MOST_MADE = 4


def knowledge_of(models: Sequence[Model], crosswalks: Sequence[Crosswalk]) -> Knowledge:
    """Return the knowledge of these very models and crosswalks; made once for the same objects."""
    key = (*map(id, models), 0, *map(id, crosswalks))
    if key not in _MADE:
        while len(_MADE) >= _MOST_MADE:
            _MADE.pop(next(iter(_MADE)))
        # the objects are kept, so that no other can get the same id
        _MADE[key] = ((tuple(models), tuple(crosswalks)), Knowledge(models, crosswalks))
    return _MADE[key][1]
