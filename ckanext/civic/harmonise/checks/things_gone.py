"""Things of the last release that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from ..lifecycle import Gone
from ..report import Finding
from .base import Check, Facts, check
from .wording import percent, quoted


@check
class ThingsGone(Check):
    """Find things that the last release had and this one lacks, unless the publisher said why.

    More than 10 % at once stops the release until somebody confirms that it is right.
    Source: harmonise anchor 6.3.10; the national platform finds out weekly by hand (1.4).
    """

    id = "things_gone"

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether there is a last release to compare with."""
        return facts.life is not None

    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Find things that are gone without a reason, or too many."""
        life = facts.life
        if life is None or not life.blocks:
            return
        found = life.comparison
        missing = [one.local_id for one in (*life.undecided, *life.left_out)]
        missing += life.wrong_targets
        for id in missing:
            self.tally.add(0, ", ".join(self.crosswalk.key.parts), key=id, expected="a choice")
        if life.is_too_many:
            yield self._too_many(facts, found.gone_count, found.before)
            return
        yield self.found(
            max(len(missing), 1),
            total=found.before,
            columns=self.crosswalk.key.parts,
            found=quoted(missing, shown=5),
            message=self._left_out(life.left_out, found.before),
        )

    def _too_many(self, facts: Facts, count: int, total: int) -> Finding:
        assert facts.life
        message = self.entry.phrase(
            "too_many", count=f"{count:,}", total=f"{total:,}", share=percent(count / total),
            limit=percent(facts.life.most_gone),
        )  # fmt: skip
        return self.found(
            count,
            total=total,
            columns=self.crosswalk.key.parts,
            found="",
            message=message,
            fix=self.entry.phrase("too_many_fix"),
        )

    def _left_out(self, gone: list[Gone], total: int) -> str | None:
        if not gone:
            return None
        named = quoted((one.local_id for one in gone), shown=5)
        return self.entry.phrase(
            "left_out", count=f"{len(gone):,}", total=f"{total:,}", found=named
        )
