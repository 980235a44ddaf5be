"""Of what type each file is: EU authority table file-type, IANA's list of media types."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..code_lists import IANA
from ..described import Described
from ..media import FILE_TYPES, described_type, registered
from ..terms import DCAT, DCT, RDFS, Triple, text_value, typed


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``dct:format`` and ``dcat:mediaType`` of each distribution, as IRIs.

    A format that the table does not know is a node with the publisher's own word.
    """
    for node, resource in described.resources:
        stated = resource.get("format")
        code, media = described_type(stated, resource.get("mimetype"), resource.get("url"))
        for predicate, value, statements in _types(code, media):
            yield node, predicate, value
            yield from statements
        if not code and (word := text_value(stated)):
            part = f"{node[:-1]}#format>"
            yield node, DCT.format, part
            yield from typed(part, DCT.MediaTypeOrExtent)
            yield part, RDFS.label, word
        for field, predicate in _PACKING:
            packing = resource.get(field)
            name = registered(packing) if isinstance(packing, str) else None
            if name:
                yield node, predicate, f"<{IANA}{name}>"
                yield from typed(f"<{IANA}{name}>", DCT.MediaType)


_PACKING = (("compress_format", DCAT.compressFormat), ("package_format", DCAT.packageFormat))


@lru_cache(maxsize=1024)
def _types(code: str, media: str) -> tuple[tuple[str, str, tuple[Triple, ...]], ...]:
    found = []
    if code:
        term = f"<{FILE_TYPES}{code}>"
        found.append((DCT.format, term, tuple(typed(term, DCT.MediaTypeOrExtent))))
    if media:
        term = f"<{IANA}{media}>"
        found.append((DCAT.mediaType, term, tuple(typed(term, DCT.MediaType))))
    return tuple(found)
