"""One council has one address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from ..crosswalks import Crosswalk
from ..models.prefixes import expand
from ..organisations import council
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class CouncilIdentity(Check):
    """Find addresses that name the publishing council beside its own one.

    A crosswalk that uses one address only, but not that of the registry, is warned.

    Source: Manchester had seven addresses, one of them on elmbridge.gov.uk; Trafford had four.
    """

    id = "council_identity"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        publisher = crosswalk.publisher
        self._registered = council(publisher.uri) or council(publisher.name)

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the registry of councils knows the publisher."""
        del facts
        return self._registered is not None

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find other addresses of the council in the result."""
        own = self.crosswalk.publisher.uri
        registered = self._registered
        expected = registered.uri if registered else own
        known = set(filter(_is_name, registered.same_as)) if registered else {own}
        found = set() if own == expected else {own}
        if facts.written is not None:
            names = {expand(one) for one in self.crosswalk.model.publisher_properties}
            for column, objects in facts.written.objects.items():
                found |= (objects & known) - {expected}
                if column in names or column.startswith("publisher"):
                    found |= objects - {expected}
        if found:
            is_one_of_its_own = found == {own}
            yield self.found(
                len(found),
                severity="warning" if is_one_of_its_own else None,
                found=quoted(sorted(found), 3),
                expected=expected,
            )


def _is_name(address: str) -> bool:
    """Tell whether an address names a council: its home page is a page."""
    return urlsplit(address).path.strip("/") != ""
