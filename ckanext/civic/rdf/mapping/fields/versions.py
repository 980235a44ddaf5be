"""Versions of a dataset."""

from __future__ import annotations

from collections.abc import Iterator

from ..described import Described
from ..related import local_id, related
from ..terms import ADMS, DCAT, DCT, Triple, checked_iri, text_value, typed
from .identity import naming

_UK_FIRST = '"v1.0"'  # "If … this is the first or only version, put v1.0" (UK model, version)

# field, how another dataset of this portal is linked, how one elsewhere
_OTHERS = (
    ("has_version", DCAT.hasVersion, DCT.hasVersion),
    ("previous_version", DCAT.previousVersion, DCAT.previousVersion),
    ("is_version_of", DCAT.isVersionOf, DCAT.isVersionOf),
    ("replaces", DCT.replaces, DCT.replaces),
)


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dcat:version``, ``adms:versionNotes`` and the versions that are IRIs.

    Another dataset of this portal is described by its title, as its class wants; of a version
    elsewhere only that it is one is said (``dct:hasVersion``).
    """
    version = text_value(described.value("version", "dcat_version"))
    if version or described.is_uk:
        yield described.node, DCAT.version, version or _UK_FIRST
    for notes in described.texts("version_notes"):
        yield described.node, ADMS.versionNotes, notes
    for field, predicate, elsewhere in _OTHERS:
        for text in described.listed(field):
            others = described.once("related", related)
            other = others.get(local_id(text, described.site.url) or text)
            if other and described.is_uk:  # which has relations of no kind
                yield described.node, DCT.relation, other.node
            elif other:
                yield described.node, predicate, other.node
                yield from typed(other.node, DCAT.Dataset, DCAT.Resource)
                yield from naming(other)
            elif term := checked_iri(text):
                yield described.node, elsewhere, term
