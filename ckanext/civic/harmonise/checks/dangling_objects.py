"""Links to things of the same site that nothing describes."""

from __future__ import annotations

from collections.abc import Iterator

from ..mapping.names import Names
from ..models.vocabulary import vocabulary_quads
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class DanglingObjects(Check):
    """Find addresses of the council's own things and terms that no statement describes.

    Codes, properties and classes of the model are described in its vocabulary; shared things are
    looked at by `undescribed_things`.
    Source: 9 of 9 address links of Salford's car parks led nowhere, and 624 of 1,248 unit links of
    Trafford's spend.
    """

    id = "dangling_objects"
    _has_links = False

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether rows point to anything that must be described."""
        del facts
        return self._has_links

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find links that lead nowhere."""
        if facts.written is None or facts.names is None:
            return
        names = facts.names
        for column, objects in facts.written.objects.items():
            wanted = {one for one in objects if _must_be_described(one, names)}
            self._has_links = self._has_links or bool(wanted)
            wanted -= self._vocabulary(names.vocabulary_base) if wanted else set()
            loose = facts.written.undescribed(wanted)
            if loose:
                yield self.found(len(loose), columns=[column], found=quoted(sorted(loose), 3))

    def _vocabulary(self, vocabulary_base: str) -> frozenset[str]:
        quads = vocabulary_quads(self.crosswalk.model, vocabulary_base)
        return frozenset(subject[1:-1] for subject, *_ in quads)


def _must_be_described(address: str, names: Names) -> bool:
    if address.startswith(f"{names.uri_base}/id/{names.council}/"):
        return True
    if address.startswith(f"{names.uri_base}/def/{names.council}/"):
        return False  # the council's own concepts are shared things
    return address.startswith(f"{names.vocabulary_base}/def/")
