"""Properties and classes that are defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..report import Finding
from .base import Check, Facts, check
from .terms import is_defined
from .wording import quoted


@check
class UnknownVocabulary(Check):
    """Find properties and classes outside the vocabularies that are known, or undefined in them.

    Source: 12 of 55 properties and 7 of 20 classes of the programme's output were undefined; its
    title property was ``dc/termstitle`` (gmdsp anchor 2.5).
    """

    id = "unknown_vocabulary"

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find undefined terms."""
        if facts.written is None or facts.names is None:
            return
        terms = facts.written.predicates | facts.written.classes
        base = facts.names.vocabulary_base
        own = f"{facts.names.uri_base}/def/{facts.names.council}/"
        unknown = sorted(
            term
            for term in terms
            if not term.startswith(own) and not is_defined(term, self.crosswalk.model, base)
        )
        if unknown:
            yield self.found(len(unknown), found=quoted(unknown, shown=5))
