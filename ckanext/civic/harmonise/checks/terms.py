"""Which properties and classes of an output are defined."""

from __future__ import annotations

from ..models import Model
from ..models.terms import VOCABULARIES, undefined

_KINDS = ("property", "class")


def is_defined(iri: str, model: Model, vocabulary_base: str) -> bool:
    """Tell whether a property or class is one of the model, or of a vocabulary that defines it."""
    own = f"{model.vocabulary_iri(vocabulary_base)}/"
    if iri.startswith(own):
        names = {field.term for field in model.fields.values()}
        return iri[len(own) :] in names | {model.class_name}
    for prefix, vocabulary in VOCABULARIES.items():
        if iri.startswith(vocabulary.namespace):
            compact = f"{prefix}:{iri[len(vocabulary.namespace) :]}"
            if any(undefined(compact, kind) is None for kind in _KINDS):
                return True
    return False
