"""A file of which nothing can be published."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check


@check
class EmptyFile(Check):
    """Find files without any row that became a thing.

    Source: harmonise anchor 6.3.10, an empty file always blocks.
    """

    id = "empty_file"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find an empty result."""
        if not facts.resources_out:
            yield self.found(1, total=facts.rows_in, file=facts.file)
