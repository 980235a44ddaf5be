"""How sure it is that a column is a field: from its heading and from its values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .data_files import weights
from .fit import Fit, Verdict, fit_values
from .headings import Heading, squash
from .known_field import FIELD_NAME, KnownField, KnownName
from .known_names import KnownModel
from .profile import Profile

_LEAST = 0.15  # below it a field is not even a candidate
_KNOWN_CODES = 0.5
_UNLIKE = 0.5  # for a heading that is known to mean another thing
_CODES_IN_HEADING = 0.8
_SHORTER = 0.95  # for a heading whose words in brackets were left out
_NAMED_AFTER = {"name": 0.85, "identifier": 0.7}  # for a heading like “Car park” or “Library”
_DOUBTS = (Verdict.AGAINST, Verdict.WEAK, Verdict.VETO)


@dataclass(frozen=True)
class Evidence:
    """``confidence`` from 0 to 1; ``heading`` is what the heading alone gives."""

    field: str
    confidence: float
    heading: float
    name: KnownName | None
    fit: Fit
    is_exact: bool = False

    @property
    def is_own_name(self) -> bool:
        """Say whether the model itself says that the field is called so."""
        return bool(self.name and self.name.origin == "own")

    @property
    def is_field_name(self) -> bool:
        """Say whether the heading is the name or title of the field, not just another name."""
        return self.is_own_name and self.name is not None and self.name.source == FIELD_NAME

    def sentence(self, column: Profile) -> str:
        """Return the reason in plain words."""
        parts = []
        if self.name and self.heading > 0.3:
            if self.name.source.startswith("as in"):
                parts.append(f"the heading is known for this field, {self.name.source}")
            elif self.heading > 0.9:
                parts.append("the heading is a name of this field")
            else:
                parts.append(f"the heading is like “{self.name.heading.text}”")
        if self.fit.why:
            joint = "but " if self.fit.verdict in _DOUBTS else ""
            parts.append(joint + self.fit.why)
        if column.is_blank:
            parts.append("the column is empty, so no value confirms it")
        text = "; ".join(parts) or "nothing speaks for a field"
        return text[0].upper() + text[1:] + "."


def column_evidence(
    known: KnownModel, column: Profile, heading: Heading, skip: frozenset[str]
) -> list[Evidence]:
    """Return the evidence for each field that a column may be, the best first."""
    fits = {
        name: fit_values(field, column) for name, field in known.fields.items() if name not in skip
    }
    if any(
        fit.alone >= _KNOWN_CODES and known.fields[n].field.code_list for n, fit in fits.items()
    ):
        # the values are codes of one list: so they are not those of another
        other = Fit(Verdict.AGAINST, 0.0, "the values are codes of another field")
        for name, fit in fits.items():
            if known.fields[name].field.code_list and fit.verdict in (Verdict.WEAK, Verdict.VETO):
                fits[name] = other
    found = [_evidence(known, known.fields[n], column, heading, fit) for n, fit in fits.items()]
    found = [one for one in found if one.confidence > _LEAST]
    return sorted(found, key=lambda one: (-one.confidence, not one.is_exact, -one.heading))


def _evidence(
    known: KnownModel, field: KnownField, column: Profile, heading: Heading, fit: Fit
) -> Evidence:
    likeness, name = best_name(known, field, heading)
    if heading.without_brackets:
        shorter = known.likeness.reader.read(heading.without_brackets)
        other, other_name = best_name(known, field, shorter)
        if other * _SHORTER > likeness:
            likeness, name, heading = other * _SHORTER, other_name, shorter
    is_unlike = heading.word_set in field.unlike
    if is_unlike:
        likeness *= _UNLIKE
    if names_codes(field, heading):
        likeness = max(likeness, _CODES_IN_HEADING)
    if field.field.datatype in ("integer", "decimal") and _is_identifier(heading, name):
        likeness *= 0.5
    values = weights("values")
    confidence = likeness
    match fit.verdict:
        case Verdict.AGAINST:
            confidence *= values["against"]
        case Verdict.WEAK:
            confidence *= values["weak"]
        case Verdict.SUPPORT:
            confidence += (1 - likeness) * values["support"] * likeness
        case Verdict.VETO:
            confidence = min(confidence * values["weak"], values["veto"])
    if fit.alone:
        alone = fit.alone * values["alone"]
        # a heading that says something else is evidence against what the values look like
        is_silent = heading.is_useless or likeness > 0.3 or known.likeness.says_little(heading)
        confidence = 1 - (1 - confidence) * (1 - alone * (1 if is_silent else 0.5))
    if is_unlike:
        confidence = min(confidence, values["veto"])
    is_exact = bool(name and heading.words and name.heading.word_set == heading.word_set)
    return Evidence(field.field.name, confidence, likeness, name, fit, is_exact)


def names_codes(field: KnownField, heading: Heading) -> bool:
    """Say whether a heading lists codes of the field: “Freehold/Leasehold”."""
    pieces = [squash(one) for one in re.split(r"[/,]|\bor\b", heading.text.lower())]
    return len(pieces) > 1 and all(piece in field.codes for piece in pieces)


def _is_identifier(heading: Heading, name: KnownName | None) -> bool:
    """Say whether a heading names an identifier, as “Camera ID”, where the field is a quantity."""
    words = {"identifier", "reference", "code"} & heading.word_set
    return bool(words) and not (name and words & name.heading.word_set)


def best_name(
    known: KnownModel, field: KnownField, heading: Heading
) -> tuple[float, KnownName | None]:
    """Return how well the heading fits the nearest name of a field, and that name."""
    best, nearest = 0.0, None
    same = weights("heading")["same"]
    for name in field.names:
        if heading.reach.isdisjoint(name.heading.reach):
            continue
        likeness = known.likeness(heading, name.heading) * name.strength / same
        if likeness > best:
            best, nearest = likeness, name
    if field.concept in _NAMED_AFTER and _names_the_thing(known, heading):
        return max(best, _NAMED_AFTER[field.concept]), nearest
    return best, nearest


def _names_the_thing(known: KnownModel, heading: Heading) -> bool:
    """Say whether a heading has only words that name the model: “Car park”, “Library”."""
    return bool(heading.words) and heading.word_set <= known.words
