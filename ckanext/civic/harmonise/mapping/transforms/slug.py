"""``slug``: lower-case ASCII letters, digits and hyphens."""

from __future__ import annotations

from typing import Any

from ckanext.civic.core.slug import slug as make_slug

from .registry import Step, transform


@transform("slug")
def slug(given: Any) -> Step:
    """Return a step that makes a slug."""
    return make_slug
