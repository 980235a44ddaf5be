"""A dataset without a publisher, or with another than its crosswalk."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Publisher
from ..organisations import council
from ..report import Finding
from .base import Check, Facts, check
from .facts import DatasetRecord


@check
class PublisherMissing(Check):
    """Find datasets without a publisher, or mapped by another publisher's crosswalk.

    Source: all four councils' spend named Trafford, whose template they had copied (gmdsp anchor
    2.5).
    """

    id = "publisher_missing"

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether a portal knows the dataset."""
        return facts.dataset is not None

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find a missing or a foreign publisher."""
        dataset = facts.dataset
        if dataset is None:
            return
        own = self.crosswalk.publisher
        if not dataset.publisher.strip():
            yield self.found(1)
        elif dataset.publisher_uri and not _is_same(dataset, own):
            message = self.entry.phrase("differs", found=dataset.publisher, expected=own.name)
            yield self.found(1, message=message)


def _is_same(dataset: DatasetRecord, own: Publisher) -> bool:
    """Tell whether both are one body: a council by the registry, another by address or name."""
    published_by = council(dataset.publisher_uri) or council(dataset.publisher)
    mapped_by = council(own.uri) or council(own.name)
    if published_by or mapped_by:
        return published_by == mapped_by
    return dataset.publisher_uri == own.uri or dataset.publisher == own.name
