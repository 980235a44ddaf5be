"""One council has one address."""

from __future__ import annotations

from collections.abc import Iterator

from ..models.prefixes import expand
from ..report import Finding
from .base import Check, Facts, check
from .councils import addresses_of, canonical_address
from .wording import quoted


@check
class CouncilIdentity(Check):
    """Find addresses that name the publishing council beside its own one.

    Source: Manchester had seven addresses, one of them on elmbridge.gov.uk; Trafford had four.
    """

    id = "council_identity"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find other addresses of the council in the result."""
        own = self.crosswalk.publisher.uri
        expected = canonical_address(own) or own
        known = addresses_of(own) - {expected}
        found = set() if own == expected else {own}
        if facts.written is not None:
            names = {expand(one) for one in self.crosswalk.model.publisher_properties}
            for column, objects in facts.written.objects.items():
                found |= objects & known
                if column in names or column.startswith("publisher"):
                    found |= objects - {expected}
        if found:
            yield self.found(len(found), found=quoted(sorted(found), 3), expected=expected)
