"""Area codes of different years in one column."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..geography import Area, area, versions
from ..mapping.batch import MappedBatch
from ..report import Finding
from .base import Check, Facts, check
from .wording import quoted

# Source: ONS, "A Beginner's Guide to UK Geography": nine characters, the first the country
_CODE = re.compile(r"(?:.*/)?[EWSN]\d{8}")
_MOST_CODES = 50_000
_SHARE_THAT_IS_A_COLUMN_OF_CODES = 0.5


@check
class GeographyVintage(Check):
    """Find area codes of another year than the others of their column, and columns of retired ones.

    A column of one earlier year is right for its time, so that is a note.
    Source: of the 215 ward codes of Greater Manchester of 2014 none remains in the set of 2023
    (gmdsp anchor 2.5).
    """

    id = "geography_vintage"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        fields = crosswalk.model.fields.values()
        self._fields = [one.name for one in fields if one.datatype in ("string", "code", "iri")]
        self._codes: defaultdict[str, set[str]] = defaultdict(set)
        self._is_first = True
        self._has_areas = False

    def observe(self, batch: MappedBatch) -> None:
        """Note the different codes; what the first batch has decides which columns have any."""
        if self._is_first:
            self._is_first = False
            self._fields = [name for name in self._fields if _has_codes(batch.column(name))]
        for name in self._fields:
            known = self._codes[name]
            if len(known) < _MOST_CODES:
                known.update(batch.columns.get(name, ()))

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether any known area code occurs."""
        del facts
        return self._has_areas

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find columns of several years, or of an earlier one."""
        del facts
        for name in self._fields:
            areas = [found for code in self._codes[name] if code and (found := area(code))]
            if areas:
                self._has_areas = True
                yield from self._judge(name, areas)

    def _judge(self, name: str, areas: list[Area]) -> Iterator[Finding]:
        newest = versions()[-1]
        counts = Counter(version for one in areas for version in one.versions)
        main = max(counts, key=lambda version: (counts[version], version))
        others = sorted(one.code for one in areas if main not in one.versions)
        columns = [self.column_name(name)]
        if others:
            years = sorted({v for one in areas for v in one.versions if main not in one.versions})
            for code in others:
                self.tally.add(0, columns[0], value=code, expected=f"a code of {main}")
            yield self.found(
                len(others),
                columns=columns,
                codes=quoted(others, shown=3),
                vintages=f"{main} and {', '.join(years)}",
            )
        elif main != newest and any(newest not in one.versions for one in areas):
            retired = sorted(one.code for one in areas if newest not in one.versions)
            yield self.found(
                len(retired),
                total=len(retired),
                columns=columns,
                severity="note",
                codes=quoted(retired, shown=3),
                vintages=f"of {main}, not of {newest}",
            )


def _has_codes(values: list[str]) -> bool:
    filled = [value for value in values if value]
    codes = sum(1 for value in filled if _CODE.fullmatch(value))
    return bool(filled) and codes >= _SHARE_THAT_IS_A_COLUMN_OF_CODES * len(filled)
