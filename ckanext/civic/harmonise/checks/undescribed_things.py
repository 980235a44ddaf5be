"""Shared things without a description."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class UndescribedThings(Check):
    """Find things that councils share (suppliers, own concepts) which no statement describes.

    Source: 1,037 of 1,087 payees of Manchester's spend had not even a name.
    """

    id = "undescribed_things"
    _has_shared = False

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether rows name anything that others share."""
        del facts
        return self._has_shared

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find addresses of shared things that are no subject."""
        if facts.written is None or facts.names is None:
            return
        names = facts.names
        shared = f"{names.vocabulary_base}/id/"
        own = f"{names.uri_base}/id/{names.council}/"
        concepts = f"{names.uri_base}/def/{names.council}/"
        for column, objects in facts.written.objects.items():
            wanted = {
                one
                for one in objects
                if (one.startswith(shared) and not one.startswith(own)) or one.startswith(concepts)
            }
            self._has_shared = self._has_shared or bool(wanted)
            loose = facts.written.undescribed(wanted) - {self.crosswalk.publisher.uri}
            if loose:
                yield self.found(len(loose), columns=[column], found=quoted(sorted(loose), shown=3))
