"""What a check is: one rule, its words from the catalogue, and what it counted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from ckanext.civic.core.errors import Place

from ..crosswalks import Crosswalk
from ..crosswalks.crosswalk import columns_of
from ..errors import ModelError
from ..mapping.batch import MappedBatch
from ..mapping.columns import normal
from ..report import SAMPLE_ROWS, Finding
from .catalogue import Entry, catalogue
from .facts import Facts, KeptOut
from .tally import Tally
from .wording import percent, quoted

__all__ = ["Check", "Facts", "all_checks", "check"]

_OF_ROWS = ("row", "cross-row")


class Check(ABC):
    """One rule.

    A check that must see records overrides `observe`, one that must see rows that were kept out
    `observe_kept_out`; all judge at the end, in `finish`. ``entry`` is what the catalogue says of
    it, ``params`` its thresholds, those of the model before those of the catalogue, and ``tally``
    counts rows and sends them to the downloadable list.
    """

    id = ""

    def __init__(self, crosswalk: Crosswalk) -> None:
        self.crosswalk = crosswalk
        self.entry: Entry = catalogue()[self.id]
        self.params: dict[str, Any] = {
            **self.entry.params,
            **crosswalk.model.checks.get(self.id, {}),
        }
        self.tally = Tally(self.id)
        self._places: dict[str, int] = {}

    def place(self, header: Sequence[str]) -> None:
        """Tell the check where in a row's cells the columns of the file are."""
        self._places = {normal(name): index for index, name in enumerate(header)}

    def observe(self, batch: MappedBatch) -> None:  # noqa: B027 - many judge by the facts alone
        """Look at the records of a batch."""

    def observe_kept_out(self, row: KeptOut) -> None:  # noqa: B027 - few look at them
        """Look at a cell that kept its row out of the result."""

    def is_applicable(self, facts: Facts) -> bool:
        """Tell whether there was anything to look at; a check of rows needs rows.

        A check that is not applicable has not passed. ``entry.not_applicable`` says why.
        """
        return facts.rows_in > 0 if self.entry.level in _OF_ROWS else True

    @abstractmethod
    def finish(self, facts: Facts) -> Iterator[Finding]:
        """Yield what was found."""

    def found(
        self,
        count: int,
        *,
        total: int | None = None,
        rows: Iterable[int] = (),
        columns: Iterable[str] = (),
        severity: str | None = None,
        message: str | None = None,
        fix: str | None = None,
        tally: Tally | None = None,
        **values: Any,
    ) -> Finding:
        """Return a finding in the words of the catalogue, or with others of its phrases.

        ``count`` of ``total`` rows (or columns, or files) are concerned; ``severity`` may only be
        milder than the catalogue's. ``values`` fill the placeholders.
        """
        named = list(columns)
        sample = tuple(sorted(set(rows))[:SAMPLE_ROWS])
        given = {
            "row": f"{sample[0]:,}" if sample else "",
            "rows": ", ".join(map(str, sample)),
            "column": quoted(named[:1]),
            "columns": quoted(named),
            "share": percent(count / total) if total else "",
            "crosswalk": self.crosswalk.id,
            **values,
        }
        fix = fix or self.entry.fix.format(**given)
        text = message if message is not None else self.entry.text(count, total, given)
        severity = severity or self.entry.severity
        return Finding(
            id=self.id,
            severity=severity,
            count=count,
            rows=sample,
            message=f"{text} {fix}",
            level=self.entry.level,
            blocks=self.entry.blocks and severity == self.entry.severity,
            owner=self.entry.owner,
            dimension=self.entry.dimension,
            column=", ".join(named),
            patterns=tally.patterns() if tally else (),
            fix=fix,
        )

    def tallied(self, total: int, **values: Any) -> Iterator[Finding]:
        """Yield the finding of all that the check's own tally counted, of ``total`` rows."""
        if self.tally.count:
            given = {"rows": self.tally.rows, "columns": self.tally.columns, "tally": self.tally}
            yield self.found(self.tally.count, total=total, **{**given, **values})

    def fields(self, names: Iterable[str]) -> list[str]:
        """Return names that parameters give; raises ModelError for one that is no field."""
        known = self.crosswalk.model.fields
        listed = list(names)
        for name in listed:
            if name not in known:
                raise ModelError(
                    f"At checks → {self.id}: there is no field “{name}”.",
                    place=Place(file=f"{self.crosswalk.model.id}.yaml"),
                    advice=f"The fields are: {', '.join(known)}.",
                )
        return listed

    def is_few(self, count: int, total: int) -> bool:
        """Tell whether so few rows are concerned that they are exceptions: a warning, no error.

        That is fewer than the ``share`` of all, or fewer than ``rows``, of the check's parameters.
        """
        least = max(self.params.get("rows", 0), self.params["share"] * total)
        return count < least and count < total

    def own_value(self, batch: MappedBatch, at: int, columns: Iterable[str], canonical: str) -> str:
        """Return what the publisher wrote in columns of a record, or else the canonical text."""
        places = [self._places[name] for name in map(normal, columns) if name in self._places]
        cells = batch.sources[at] if batch.sources else []
        return ", ".join(cells[index] for index in places if index < len(cells)) or canonical

    def source_columns(self, field: str) -> list[str]:
        """Return the publisher's columns that fill a field of the model."""
        expression = self.crosswalk.fields.get(field)
        if expression is not None:
            return columns_of(expression)
        for position in self.crosswalk.positions:
            names = self.crosswalk.model.position
            axes = {names.get("easting"): position.x, names.get("northing"): position.y}
            axes |= {names.get("longitude"): position.x, names.get("latitude"): position.y}
            if field in axes:
                return columns_of(axes[field])
        return []

    def column_name(self, field: str) -> str:
        """Return the publisher's columns of a field as one text, or else the field's title."""
        columns = self.source_columns(field)
        return ", ".join(columns) if columns else self.crosswalk.model.fields[field].title


_C = TypeVar("_C", bound=Check)
_CHECKS: dict[str, type[Check]] = {}


def check(one: type[_C]) -> type[_C]:
    """Register a check class under its id."""
    _CHECKS[one.id] = one
    return one


def all_checks() -> dict[str, type[Check]]:
    """Return every check by id, sorted; a new file in this folder is found by itself."""
    package = import_module(__package__ or "")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_CHECKS.items()))
