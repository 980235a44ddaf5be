"""Hold a result against what was published last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass, field
from pathlib import Path

from ckanext.civic.core import clock

from .lifecycle import Choices, Outcome, compare, decide, read_ended
from .lifecycle.summary import ReleaseSummary, summarise

ENDED = "ended"  # kind of the companion table of things that are no more


@dataclass(frozen=True)
class LastRelease:
    """The canonical table of the last release, and why things of it are gone.

    ``ended`` is its table of things that are no more, if it had one.
    """

    table: Path
    ended: Path | None = None
    choices: Choices = field(default_factory=Choices)

    def compared_with(
        self, present: Path, coded: Collection[str]
    ) -> tuple[ReleaseSummary, Outcome]:
        """Return what the last release had, and what became of it in the table ``present``.

        ``coded`` are the fields with codes.
        """
        life = decide(
            compare(self.table, present),
            self.choices,
            present,
            at=clock.now(),
            earlier=read_ended(self.ended),
        )
        return summarise(self.table, coded), life


def ended_rows(life: Outcome) -> list[tuple[str, ...]]:
    """Return the rows of the table of things that are no more, the whole one of a thing first."""
    ordered = sorted(life.ended, key=lambda one: (one.uri, not one.type, one.replaced_by))
    return [astuple(one) for one in ordered]
