"""The SHA-256 of each file, so that a reader can prove what was fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.civic.core.nquads import XSD, literal

from .described import Described
from .terms import SPDX, Triple, typed

_SHA256 = re.compile(r"(?:sha-?256:)?([0-9a-f]{64})", re.IGNORECASE)


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<distribution> spdx:checksum <distribution#checksum>`` for a hash of 64 digits.

    Other hashes are left out: CKAN does not say how they were made.
    """
    for node, resource in described.resources():
        match = _SHA256.fullmatch(str(resource.get("hash") or "").strip())
        if match:
            checksum = f"{node[:-1]}#checksum>"
            algorithm = SPDX.checksumAlgorithm_sha256
            yield node, SPDX.checksum, checksum
            yield from typed(checksum, SPDX.Checksum)
            yield checksum, SPDX.algorithm, algorithm
            yield (
                checksum,
                SPDX.checksumValue,
                literal(match[1].lower(), datatype=XSD + "hexBinary"),
            )
            yield from typed(algorithm, SPDX.ChecksumAlgorithm)
