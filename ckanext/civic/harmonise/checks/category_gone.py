"""Categories that the last release had and this one lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted


@check
class CategoryGone(Check):
    """Find codes that at least five rows of the last release had, and none has now.

    Source: harmonise anchor 6.3, "a coded category that the last release had and this one lacks";
    Trafford's council tax lost bands E to H. Five rows are our choice: rarer codes come and go.
    """

    id = "category_gone"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._coded = [one.name for one in fields if one.datatype == "code"]
        self._seen: defaultdict[str, set[str]] = defaultdict(set)

    def observe(self, batch: MappedBatch) -> None:
        """Note the codes that occur."""
        for name in self._coded:
            self._seen[name].update(batch.columns.get(name, ()))

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the last release had categories."""
        return facts.previous is not None and any(facts.previous.categories.values())

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find codes that are gone."""
        previous = facts.previous
        if previous is None:
            return
        for name in self._coded:
            seen = {code for value in self._seen[name] for code in value.split("|")}
            gone = {
                code: rows
                for code, rows in previous.categories.get(name, {}).items()
                if code not in seen and rows >= self.params["rows"]
            }
            if gone:
                yield self.found(
                    len(gone),
                    columns=[self.column_name(name)],
                    codes=quoted(sorted(gone)),
                    before=f"{max(gone.values()):,} rows",
                )
