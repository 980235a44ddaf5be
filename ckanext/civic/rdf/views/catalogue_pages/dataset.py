"""``/dataset/{id}.*`` and ``/dataset/{id}/resource/{id}.*``: one dataset, one of its files."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pyoxigraph
from flask import request

from ...http import Content
from ...logic.before_serving import before_serving
from ...logic.catalogue import Published, package_id_of, was_published
from ...logic.described_by import describer
from ...mapping.terms import DCAT
from ...pages.about import about
from ...pages.parameters import arguments, profile_names
from ...pages.writing import written
from .negotiated import Gone, NotHere, chosen_format, document, local_address

LONGEST_REFERENCE = 200  # characters; CKAN's names have 100 at the most


def dataset_document(kind: str, reference: str, ending: str | None) -> Content:
    """Return the description of a dataset, by id or name; ``kind`` is its type's address."""
    chosen = chosen_format(ending)
    found = _published(reference)
    return _document(
        local_address(kind, reference), chosen, found, lambda: found.nquads, ending is None
    )


def resource_document(kind: str, reference: str, resource: str, ending: str | None) -> Content:
    """Return what is said of one file of a dataset and of what belongs to it."""
    chosen = chosen_format(ending)
    found = _published(reference)
    part = _of_resource(found, resource)
    if not part:
        raise NotHere
    address = local_address(kind, reference, "resource", resource)
    return _document(address, chosen, found, lambda: part, ending is None)


def checked_reference(reference: str) -> str:
    """Return an id or name as an address has it; raises NotHere for what can be neither."""
    if not reference.isprintable() or not 0 < len(reference) <= LONGEST_REFERENCE:
        raise NotHere
    return reference


def _published(reference: str) -> Published:
    """Return a dataset's description; raises NotHere, or Gone for one that was public.

    Only whoever knows the id learns that something is gone: a name may be one that it got later.
    """
    package_id = package_id_of(checked_reference(reference))
    before_serving()
    asked = arguments(request.query_string)
    speaker = describer(profile_names(asked.get("profiles", "")))
    found = speaker.datasets([package_id]) if package_id else []
    if found:
        return found[0]
    if was_published(reference):
        raise Gone
    raise NotHere


def _document(
    address: str, ending: str, found: Published, body: Callable[[], bytes], is_negotiated: bool
) -> Content:
    asked = request.args.get("profiles")
    return document(
        f"{address}?{urlencode({'profiles': asked})}" if asked else address,
        ending,
        lambda: written([body()], ending),
        is_negotiated=is_negotiated,
        validator=[address, found.sha256],
        changed_at=found.changed_at,
    )


def _of_resource(found: Published, resource: str) -> bytes:
    """Return the lines about the distribution whose IRI ends in this id; empty without one."""
    quads = list(pyoxigraph.parse(found.nquads, format=pyoxigraph.RdfFormat.N_QUADS))
    triples = [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]
    graphs = {
        str(quad.graph_name) for quad in quads if quad.graph_name != pyoxigraph.DefaultGraph()
    }
    graph = graphs.pop() if len(graphs) == 1 else ""
    for subject, predicate, node in triples:
        if predicate == DCAT.distribution and node.endswith(f"/resource/{resource}>"):
            lines = about(node, triples, but=[subject])
            return "".join(f"{' '.join((*line, graph)).rstrip()} .\n" for line in lines).encode()
    return b""
