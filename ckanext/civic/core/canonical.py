"""Canonical JSON and its hash: how two portals agree that they hold the same thing."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Return ``value`` as UTF-8 JSON with sorted keys and no spaces.

    Lists keep their order: sort them first where order has no meaning.
    Raises ValueError for NaN and infinities, which JSON does not have.
    Source: our choice, a subset of RFC 8785 (numbers are left as Python writes them).
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass")


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of ``content`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def content_hash(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of ``value``."""
    return sha256_hex(canonical_json(value))
