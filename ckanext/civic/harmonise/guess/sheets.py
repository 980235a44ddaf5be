"""A workbook's sheets: each is looked at, and the best is proposed and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..crosswalks import Crosswalk
from ..errors import HarmoniseError
from ..models import Model
from ..readers import Source, Table
from .guessing import guess
from .result import Guess

_MOST_SHEETS = 12  # of a workbook; the first are looked at


def guess_file(
    open_source: Callable[[Source], Table],
    models: Sequence[Model],
    crosswalks: Iterable[Crosswalk] = (),
    *,
    source: Source | None = None,
    model: str | None = None,
) -> Guess:
    """Return the guess of the sheet that fits a model best; of any other file, its only one.

    ``open_source`` opens the file as declared. A sheet that ``source`` names is the only one looked
    at. Raises HarmoniseError when no sheet can be read.
    """
    source = source or Source()
    crosswalks = tuple(crosswalks)
    first = open_source(source)
    sheet = str(first.decisions.get("sheet", ""))
    others = [] if source.sheet else list(map(str, first.decisions.get("other_sheets", ())))
    best = _Best(models, crosswalks, model)
    failed: HarmoniseError | None = None
    for name in [sheet, *others][:_MOST_SHEETS]:
        try:
            table = first if name == sheet else open_source(replace(source, sheet=name))
            best.look_at(name, table)
        except HarmoniseError as error:
            failed = failed or error
    if best.found is None:
        raise failed or HarmoniseError("The file has no table.")
    return best.said(others)


class _Best:
    """The surest guess so far; the earlier sheet stands where two are alike."""

    def __init__(
        self,
        models: Sequence[Model],
        crosswalks: Sequence[Crosswalk],
        model: str | None,
    ) -> None:
        self._known, self._model = (models, crosswalks), model
        self.found: Guess | None = None
        self.sheets: list[str] = []

    def look_at(self, sheet: str, table: Table) -> None:
        one = replace(guess(table, *self._known, model=self._model), sheet=sheet)
        self.sheets.append(sheet)
        if self.found is None or one.confidence > self.found.confidence:
            self.found = one

    def said(self, others: Sequence[str]) -> Guess:
        """Return the best guess with a note that names its sheet where there are several."""
        assert self.found is not None
        if not others:
            return self.found
        rest = ", ".join(f"“{name}”" for name in self.sheets if name != self.found.sheet)
        also = f"; looked at, too: {rest}" if rest else ""
        note = f"The guess is of the sheet “{self.found.sheet}”{also}."
        return replace(self.found, has_other_sheets=True, notes=(note, *self.found.notes))
