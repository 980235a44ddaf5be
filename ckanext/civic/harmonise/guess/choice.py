"""Which model is a file of?"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from .data_files import weights
from .headings import Heading, squash
from .known_names import Knowledge, KnownModel
from .profile import Profile
from .result import Candidate

_VALUES_LOOKED_AT = 200
_SOME_OWN = 0.5  # evidence of one field that the model has to itself
_PLACES = {"address", "location", "street", "town", "ward", "postcode", "uprn", "usrn", "name"}


@dataclass(frozen=True)
class Mapped:
    """What a model makes of a file: confidence by field, and which columns have a use."""

    fields: Mapping[str, float]
    columns: frozenset[int]


def choose_model(scores: Mapping[str, float]) -> tuple[str | None, float, tuple[Candidate, ...]]:
    """Return the model, its confidence and the nearest; None when none is sure enough."""
    numbers = weights("model")
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    candidates = tuple(Candidate(name, score) for name, score in ranked[:3] if score > 0.05)
    if not ranked or ranked[0][1] < numbers["threshold"]:
        return None, ranked[0][1] if ranked else 0.0, candidates
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < numbers["margin"]:
        return None, ranked[0][1], candidates
    return ranked[0][0], ranked[0][1], candidates


def score_model(
    knowledge: Knowledge,
    known: KnownModel,
    mapped: Mapped,
    name: str,
    columns: Sequence[Profile],
    headings: Sequence[Heading],
) -> float:
    """Return from 0 to 1 how likely a file is of a model.

    Evidence is what fits (fields that many models have count for little) and words that name the
    model in file name, headings and values. It is cut by required fields that nothing fills, and by
    columns that the model has no use for.
    """
    numbers = weights("model")
    common = own = 0.0
    for field, confidence in mapped.fields.items():
        if knowledge.is_common(field):
            common += confidence * numbers["common"]
        else:
            own += confidence
    words = specific_words(knowledge, known)
    named = named_evidence(knowledge, words, name, headings)
    is_named = bool(named) or known.model.cube is not None
    if is_named or own >= _SOME_OWN:
        named += values_evidence(words, columns, headings, mapped.columns)
    evidence = own + named + common * min(1.0, numbers["unnamed"] + own + named)
    required = known.required
    filled = sum(field in mapped.fields for field in required) / len(required) if required else 1.0
    useful = [
        one.index
        for one, heading in zip(columns, headings, strict=True)
        if not one.is_blank and not heading.is_useless
    ]
    coverage = sum(i in mapped.columns for i in useful) / len(useful) if useful else 0.5
    sureness = 1 - math.exp(-numbers["evidence"] * evidence)
    place = _place_factor(known, mapped, numbers)
    if not is_named:
        place *= numbers["no_name"]
    score = sureness * place * (0.45 + 0.55 * filled) * (0.35 + 0.65 * math.sqrt(coverage))
    return score ** numbers["calibration"]


def _place_factor(known: KnownModel, mapped: Mapped, numbers: Mapping[str, float]) -> float:
    """Return less than 1 where a file of things that stand somewhere does not say where."""
    model = known.model
    places = {name for name, one in known.fields.items() if one.concept in _PLACES}
    is_told = bool((places | set(model.position.values())) & set(mapped.fields))
    if model.geometry and not model.position:
        if model.geometry.field in mapped.fields:
            return 1.0
        return numbers["no_shape"] if is_told else numbers["no_place"]
    return 1.0 if is_told or not model.position else numbers["no_place"]


def named_evidence(
    knowledge: Knowledge, words: Set[str], name: str, headings: Sequence[Heading]
) -> float:
    """Return 0 to 1.6: words of the model in the file's name and in the headings."""
    stem_name = re.sub(r"\.\w{2,5}(?:\.gz)?$", "", name)
    found = 0.0
    if knowledge.reader.read(stem_name).word_set & words:
        found += 0.9
    if any(heading.word_set & words for heading in headings):
        found += 0.7
    return found


def values_evidence(
    words: Set[str], columns: Sequence[Profile], headings: Sequence[Heading], used: Set[int]
) -> float:
    """Return 0.8 when words of the model stand in a quarter of the values of a column."""
    telling = [
        one
        for one, heading in zip(columns, headings, strict=True)
        if one.index in used or heading.is_useless
    ]
    return 0.8 if _in_values(words, telling) else 0.0


def specific_words(knowledge: Knowledge, known: KnownModel) -> set[str]:
    """Return the words that name this model and no other."""
    others = {word for one in knowledge.models.values() if one is not known for word in one.naming}
    return {word for word in known.naming if len(word) > 3} - others


def _in_values(words: Set[str], columns: Sequence[Profile]) -> bool:
    if not words:
        return False
    pattern = re.compile("|".join(map(re.escape, sorted(words))))
    for column in columns:
        texts = [squash(text) for text in list(column.looked_at)[:_VALUES_LOOKED_AT]]
        wordy = [text for text in texts if text]
        if wordy and sum(bool(pattern.search(text)) for text in wordy) > 0.25 * len(wordy):
            return True
    return False
