"""The licence of the dataset and of its files, as an IRI."""

from __future__ import annotations

from collections.abc import Iterator

from .code_lists import find
from .described import Described
from .terms import DCT, Triple, checked_iri, known, text_value, typed, web_address


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:license <licence>`` for the dataset and each distribution.

    The licence's own address (``code_lists/licences.csv``) goes before the ``license_url`` that
    the portal's list gives. A licence known by neither is left out.
    """
    entry = find("licences", described.value("license_id"))
    if entry:
        licence, title = checked_iri(entry["iri"]), text_value(entry["title"])
    else:
        licence = web_address(described.value("license_url"))
        title = text_value(described.value("license_title"))
    if licence is None:
        return
    yield described.node, DCT.license, licence
    for node, _ in described.resources():
        yield node, DCT.license, licence
    yield from typed(licence, DCT.LicenseDocument)
    yield from known(licence, (DCT.title, title))
