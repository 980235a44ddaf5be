"""The licence of the dataset and of its files, as an IRI; and rights that are no licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..described import Described
from ..licences import licence_of, other_licence
from ..services import service_nodes
from ..terms import DCT, RDFS, Triple, checked_iri, typed
from ..values import texts

_UNSTATED = frozenset({"notspecified", "not specified", "none", "unknown"})
Licence = tuple[str, tuple[Triple, ...]]


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:license <licence>`` for the dataset, each distribution and service.

    The licence's own address (``code_lists/licences.csv``) goes before the ``license_url`` that
    the portal's list gives. What is known by neither is ``dct:rights``, in the portal's words.
    A file's own ``license`` goes before the dataset's.
    """
    whole = _licence(described.fields)
    yield from _said(described.node, whole)
    for node in service_nodes(described):
        yield from _said(node, whole)
    for node, resource in described.resources:
        own = resource.get("license")
        stated = None
        if isinstance(own, str) and own:
            stated = _licence({"license_id": own, "license_url": own})
        if stated:
            yield from _said(node, stated)
        elif whole:  # of which all is said already
            yield node, DCT.license, whole[0]
        if resource.get("rights"):
            yield from _rights(node, f"{node[:-1]}#rights>", texts(resource, "rights"))
    yield from _rights(described.node, described.part("rights"), _dataset_rights(described, whole))


def _licence(fields: Mapping[str, Any]) -> Licence | None:
    for name in ("license_id", "license_url"):
        text = fields.get(name)
        found = licence_of(text) if isinstance(text, str) else None
        if found:
            return found
    return other_licence(fields.get("license_url"), fields.get("license_title"))


def _said(node: str, licence: Licence | None) -> Iterator[Triple]:
    if licence:
        yield node, DCT.license, licence[0]
        yield from licence[1]


def _dataset_rights(described: Described, licence: Licence | None) -> list[str]:
    stated = described.texts("rights")
    if stated or licence:
        return stated
    id = str(described.value("license_id") or "").strip().lower()
    return [] if id in _UNSTATED else described.texts("license_title", "license_id")


def _rights(node: str, part: str, words: list[str]) -> Iterator[Triple]:
    """Yield rights as an IRI where the words are one, else as a statement with these words."""
    if not words:
        return
    address = checked_iri(words[0][1:-1]) if "://" in words[0] else None
    yield node, DCT.rights, address or part
    yield from typed(address or part, DCT.RightsStatement)
    if not address:
        yield from ((part, RDFS.label, word) for word in words)
