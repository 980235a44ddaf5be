"""Links to things of the same council that nothing describes."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class DanglingObjects(Check):
    """Find addresses below the council's own things that rows point to and no statement describes.

    Source: 9 of 9 address links of Salford's car parks led nowhere, and 624 of 1,248 unit links of
    Trafford's spend.
    """

    id = "dangling_objects"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find links that lead nowhere."""
        if facts.written is None or facts.names is None:
            return
        base = f"{facts.names.uri_base}/id/{facts.names.council}/"
        for column, objects in facts.written.objects.items():
            own = {one for one in objects if one.startswith(base)}
            loose = facts.written.undescribed(own)
            if loose:
                yield self.found(len(loose), columns=[column], found=quoted(sorted(loose), shown=3))
