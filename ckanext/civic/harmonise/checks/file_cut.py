"""Files that are sorted by a category and stop in the middle of the categories."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .catalogue import catalogue
from .wording import quoted

_FEWEST_CATEGORIES = 2


@check
class FileCut(Check):
    """Find files sorted by a field whose expected categories end before the last.

    Which categories a full file has is what `category_missing` of the model says, in their order;
    in a file that ends where a spreadsheet ends, it is every code of the field's list.
    Source: Trafford's council tax file is sorted by band and ends with 47 rows of band D, the
    65,535th row being the last; bands E to H are gone.
    """

    id = "file_cut"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        model = crosswalk.model
        declared = model.checks.get("category_missing", {})
        self._declared = {name: list(map(str, codes)) for name, codes in declared.items()}  # type: ignore[call-overload]
        self._listed = {
            one.name: list(model.lists[one.code_list].codes)
            for one in model.fields.values()
            if one.code_list and one.name not in self._declared
        }
        self._sorted: dict[str, list[str]] = {name: [] for name in (*self._declared, *self._listed)}
        self._broken: set[str] = set()
        self._limits = catalogue()["row_limit"].params["limits"]

    def observe(self, batch: MappedBatch) -> None:
        """Note the order in which the categories come."""
        for name, order in self._sorted.items():
            if name in self._broken:
                continue
            for value in dict.fromkeys(filter(None, batch.columns.get(name, ()))):
                if value not in order:
                    order.append(value)
            values = [value for value in batch.columns.get(name, ()) if value]
            places = [order.index(value) for value in values]
            if places != sorted(places):
                self._broken.add(name)

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether it is known which categories a full file has, and any occurs."""
        return any(self._sorted[name] for name in self._whole(facts))

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find sorted fields whose last categories are missing."""
        for name, expected in self._whole(facts).items():
            order = self._sorted[name]
            came = [expected.index(code) for code in order if code in expected]
            is_sorted = name not in self._broken and came == sorted(came)
            if not is_sorted or len(came) < _FEWEST_CATEGORIES or came[-1] == len(expected) - 1:
                continue
            yield self.found(
                1,
                total=facts.rows_in,
                columns=[self.column_name(name)],
                last=quoted([expected[came[-1]]]),
                codes=quoted(expected[came[-1] + 1 :]),
            )

    def _whole(self, facts: Facts) -> dict[str, list[str]]:
        """Return what is known of the categories of a full file, by field."""
        is_at_limit = facts.rows_in in self._limits
        return {**self._listed, **self._declared} if is_at_limit else self._declared
