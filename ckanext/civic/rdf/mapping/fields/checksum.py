"""The checksum of each file, with its algorithm, so that a reader can prove what was fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ckanext.civic.core.nquads import XSD

from ..described import Described, Resource
from ..terms import SPDX, Triple, typed

# algorithm: digits of its value in hexadecimal. Source: SPDX 2.3, 8.4 (checksum algorithms)
_DIGITS = {
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
    "sha3_256": 64,
    "sha3_384": 96,
    "sha3_512": 128,
    "blake2b256": 64,
    "blake2b384": 96,
    "blake2b512": 128,
}
_LABELLED = re.compile(r"(?:([A-Za-z][A-Za-z0-9_-]{2,11})[:=])?([0-9A-Fa-f]{32,128})")


def triples(described: Described) -> Iterator[Triple]:
    """Yield ``<distribution> spdx:checksum <distribution#checksum>``.

    The algorithm is what ``hash_algorithm`` or the hash itself (``md5:…``) names. Without a name
    64 digits are SHA-256, which is what this product writes; other lengths are left out.
    """
    for node, resource in described.resources:
        found = _checksum(resource)
        if found:
            algorithm, value = found
            checksum = f"{node[:-1]}#checksum>"
            term = getattr(SPDX, f"checksumAlgorithm_{algorithm}")
            yield node, SPDX.checksum, checksum
            yield from typed(checksum, SPDX.Checksum)
            yield checksum, SPDX.algorithm, term
            yield checksum, SPDX.checksumValue, f'"{value}"^^<{XSD}hexBinary>'
            yield from typed(term, SPDX.ChecksumAlgorithm)


def _checksum(resource: Resource) -> tuple[str, str] | None:
    text = resource.get("hash")
    match = _LABELLED.fullmatch(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None
    stated = match[1] or resource.get("hash_algorithm")
    if stated is None or stated == "":
        algorithm = "sha256" if len(match[2]) == 64 else None
    else:
        algorithm = _algorithm(stated)
    fits = algorithm is not None and _DIGITS[algorithm] == len(match[2])
    return (algorithm, match[2].lower()) if fits and algorithm else None


def _algorithm(text: object) -> str | None:
    """Return the algorithm that a name or SPDX's IRI of it means, else None."""
    if not isinstance(text, str) or len(text) > 100:
        return None
    name = text.strip().lower().rpartition("checksumalgorithm_")[2].rpartition("/")[2]
    plain = name.replace("-", "").replace("_", "")
    return next((each for each in _DIGITS if each.replace("_", "") == plain), None)
