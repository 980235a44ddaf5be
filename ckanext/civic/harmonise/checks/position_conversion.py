"""Conversions of positions whose accuracy nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks.crosswalk import columns_of
from ..mapping.projections import operation
from ..report import Finding
from .base import Check, Facts, check
from .readings import system_name


@check
class PositionConversion(Check):
    """Find reference systems that are converted roughly, or with an unknown accuracy.

    Source: harmonise anchor 6.3.7; where PROJ lacks a grid it falls back to a shift that can be
    wrong by 100 m, without a word in the data (3.1).
    """

    id = "position_conversion"

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the crosswalk has positions."""
        del facts
        return bool(self.crosswalk.positions)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find rough conversions."""
        del facts
        limit = float(self.params["accuracy_m"])
        for position in self.crosswalk.positions:
            used = operation(position.crs)
            if used.accuracy_m is not None and used.accuracy_m <= limit:
                continue
            accuracy = "nobody knows" if used.accuracy_m is None else f"{used.accuracy_m:g} m"
            yield self.found(
                1,
                columns=[*columns_of(position.x), *columns_of(position.y)],
                found=system_name(position.crs),
                residual=accuracy,
                accuracy=f"{limit:g}",
            )
