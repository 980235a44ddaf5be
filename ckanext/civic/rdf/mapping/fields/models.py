"""Which standards and shared models the dataset and its files follow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...graphs.names import readable
from ..described import Described
from ..terms import DCT, Triple, checked_iri, segment, typed
from ..values import listed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:conformsTo <{vocabulary_base}/def/{model}>`` from a file's ``civic_model``.

    ``conforms_to`` of the dataset and of a file counts too, where it is an IRI.
    """
    yield from _standards(described.node, described.listed("conforms_to"))
    for node, resource in described.resources:
        stated = resource.get("conforms_to")
        if stated:
            yield from _standards(node, listed(stated))
        model = readable(resource.get("civic_model"))
        if model:
            term = model_node(described.site.vocabulary_base, model)
            yield described.node, DCT.conformsTo, term
            yield node, DCT.conformsTo, term
            yield from typed(term, DCT.Standard)


@lru_cache(maxsize=256)
def model_node(vocabulary_base: str, model: str) -> str:
    """Return the node of a shared model."""
    return f"<{vocabulary_base}/def/{segment(model)}>"


def _standards(node: str, values: list[str]) -> Iterator[Triple]:
    for text in values:
        standard = checked_iri(text)
        if standard:
            yield node, DCT.conformsTo, standard
            yield from typed(standard, DCT.Standard)
