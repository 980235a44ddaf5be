"""Names that are safe in a URL path."""

from __future__ import annotations

import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return ``text`` as lower-case ASCII letters, digits and single hyphens.

    Different texts can give one slug ("12/1" and "12-1"): never use it as the only
    part of a key without checking for clashes.
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", ascii_text.lower()).strip("-")
