"""Positions outside the publisher's area."""

from __future__ import annotations

from collections.abc import Iterator

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..mapping.batch import MappedBatch
from ..report import Finding
from .area import area_of, share_inside
from .base import Check, Facts, check
from .readings import Reading, crosswalk_line, of_one, placed, system_name
from .samples import EvenSample
from .tally import Tally
from .wording import percent, quoted


@check
class PositionOutside(Check):
    """Find records outside the publisher's area; they are published as given.

    Right positions lie inside for 99 % and more. When 2 % or more lie outside it is an error, and
    the message names the reading under which 98 % would lie inside, tested over the whole column.
    Records whose keys the crosswalk confirms as exceptions are not counted.
    Source: transposed grid positions of 33 out of 50 English towns stay inside a country's
    rectangle (harmonise anchor 0.2), but not inside the council.
    """

    id = "position_outside"

    def __init__(self, crosswalk: Crosswalk) -> None:
        super().__init__(crosswalk)
        self._area = area_of(crosswalk)
        self._confirmed = frozenset(map(str, crosswalk.confirmed.get(self.id, ())))
        self._tallies = [Tally(self.id) for _ in crosswalk.positions]
        self._samples = [EvenSample(2) for _ in crosswalk.positions]
        self._located = [0] * len(crosswalk.positions)

    def observe(self, batch: MappedBatch) -> None:
        """Look at the position that is published: the first that can be one."""
        if self._area is None or not batch.positions:
            return
        left = range(len(batch))
        for index, one in enumerate(batch.positions):
            mine = left if all(one.possible) else [at for at in left if one.possible[at]]
            if not len(mine):
                continue
            left = [at for at in left if not one.possible[at]]
            is_all = len(mine) == len(batch)
            xs, ys, lons, lats = (
                values if is_all else [values[at] for at in mine]
                for values in (one.xs, one.ys, one.lons, one.lats)
            )
            self._located[index] += len(mine)
            self._samples[index].add(xs, ys)
            inside = self._area.contains(lons, lats)
            if not all(inside):
                outside = [at for at, ok in zip(mine, inside, strict=True) if not ok]
                self._note(batch, index, outside)

    def _note(self, batch: MappedBatch, index: int, outside: list[int]) -> None:
        assert self._area
        one, tally = batch.positions[index], self._tallies[index]
        tally.listing = self.tally.listing
        column = ", ".join(self._columns(index))
        for at in outside:
            if batch.keys[at] not in self._confirmed:
                tally.add(
                    batch.numbers[at],
                    column,
                    key=batch.keys[at],
                    value=self.own_value(
                        batch, at, self._columns(index), f"{one.xs[at]:.10g}, {one.ys[at]:.10g}"
                    ),
                    expected=self.entry.expects.format(area=self._area.name),
                )

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether the publisher's area is known and any row is located."""
        del facts
        return self._area is not None and any(self._located)

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find records outside, and what would bring them inside."""
        del facts
        for index, tally in enumerate(self._tallies):
            total = self._located[index]
            if not tally.count or self._area is None:
                continue
            given = {"total": total, "rows": tally.rows, "columns": self._columns(index)}
            if self.is_few(tally.count, total):
                yield self.found(
                    tally.count, severity="warning", area=self._area.name, tally=tally, **given
                )
                continue
            cause, fix = self._cause(index)
            message = self.entry.phrase(
                "too_many",
                count=f"{tally.count:,}",
                total=f"{total:,}",
                area=self._area.name,
                cause=cause,
            )
            yield self.found(tally.count, message=message, fix=fix, tally=tally, **given)

    def _columns(self, index: int) -> list[str]:
        position = self.crosswalk.positions[index]
        return list(dict.fromkeys([*columns_of(position.x), *columns_of(position.y)]))

    def _cause(self, index: int) -> tuple[str, str | None]:
        """Return the reading that fits, in words, and the line that declares it."""
        assert self._area
        x, y = self._samples[index].columns
        position = self.crosswalk.positions[index]
        crs = position.crs
        fits = {
            reading: share_inside(self._area, *placed(reading, x, y)) for reading in of_one(crs)
        }
        best = max(fits, key=lambda reading: fits[reading])
        if fits[best] < 1 - self.params["share"]:
            return self.entry.phrase("nothing"), None
        words = self._words(best, crs, index)
        line = crosswalk_line(best, crs, is_swapped=position.swap_axes)
        cause = self.entry.phrase("fits", share=percent(fits[best]), reading=words)
        return cause, self.entry.phrase("declare", line=line)

    def _words(self, reading: Reading, declared: str, index: int) -> str:
        names = self._columns(index)
        text = f"{quoted(names)} are read as {system_name(reading.crs)}"
        if reading.kind != "swapped":
            return text
        exchanged = f"{' and '.join(quoted([name]) for name in names)} are exchanged"
        return exchanged if reading.crs == declared else f"{text} and exchanged"
