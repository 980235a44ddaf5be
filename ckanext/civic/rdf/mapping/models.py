"""Which shared model the dataset and its files follow."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.civic.core.nquads import path_segment

from .described import Described
from .terms import DCT, Triple, checked_iri, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:conformsTo <{vocabulary_base}/def/{model}>`` from a file's ``civic_model``.

    ``conforms_to`` of the dataset counts too, when it is an IRI.
    """
    standard = checked_iri(described.value("conforms_to"))
    if standard:
        yield described.node, DCT.conformsTo, standard
        yield from typed(standard, DCT.Standard)
    for node, resource in described.resources():
        model = resource.get("civic_model")
        if isinstance(model, str) and model.strip():
            base = described.site.vocabulary_base
            term = checked_iri(f"{base}/def/{path_segment(model.strip())}")
            if term:
                yield described.node, DCT.conformsTo, term
                yield node, DCT.conformsTo, term
                yield from typed(term, DCT.Standard)
