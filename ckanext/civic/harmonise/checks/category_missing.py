"""Categories that every full file has."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Facts, check
from .category_gone import CategoryGone
from .wording import quoted


@check
class CategoryMissing(CategoryGone):
    """Find codes that the model expects in every file and that no row has.

    The model's ``checks: {category_missing: {field: [codes]}}`` names them.
    Source: bands E to H of Trafford's council tax file are gone, and nobody noticed.
    """

    id = "category_missing"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self.fields(self.params)

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the model expects any category, and there are rows."""
        return bool(self.params) and facts.resources_out > 0

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find expected codes that do not occur."""
        for name, expected in self.params.items():
            seen = {code for value in self._seen[name] for code in value.split("|")}
            missing = [code for code in expected if code not in seen]
            if missing and facts.resources_out:
                yield self.found(
                    len(missing), columns=[self.column_name(name)], codes=quoted(missing)
                )

    def observe(self, batch: MappedBatch) -> None:
        """Note the values of the fields that have expected categories."""
        for name in self.params:
            self._seen[name].update(batch.columns.get(name, ()))
