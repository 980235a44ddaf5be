"""Propose columns by their headings alone: a field's name, title and the names councils give it."""

from __future__ import annotations

import re

from ..models import Field, Model
from .defaults import starting_expression
from .draft import Content
from .evidence import Evidence
from .fields import offered_fields
from .profile import TableProfile

_NO_LETTER = re.compile(r"[\W_]+")


def match(model: Model, profile: TableProfile) -> tuple[Content, dict[str, Evidence]]:
    """Return field → expression for headings that are a field's own words, and why."""
    by_word = {_bare(heading): column for heading, column in profile.columns.items()}
    found: Content = {}
    evidence: dict[str, Evidence] = {}
    for field in offered_fields(model):
        for words in _names(field):
            column = by_word.get(_bare(words))
            if column is not None:
                found[field.name] = starting_expression(model, field, column)
                reason = f"The heading “{column.heading}” is a name for “{field.title}”."
                evidence[field.name] = Evidence(0.9, reason)
                break
    return found, evidence


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, field.title, *field.also_called)


def _bare(words: str) -> str:
    return _NO_LETTER.sub("", words).casefold()
