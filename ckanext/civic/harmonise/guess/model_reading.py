"""What one model makes of a file: which column is which field, and how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .address_lines import fields_of_lines, numbered_lines
from .assignment import assign
from .choice import Mapped
from .codes import guess_codes
from .data_files import number
from .decoded import prefer_words
from .evidence import Evidence, column_evidence
from .fit import Fit, Verdict
from .inspected import InspectedFile
from .keys import NUMBERS_OF_THINGS, guess_key, looks_like_id
from .known_names import KnownModel
from .odd_values import date_notes, guess_redaction
from .personal import PROPOSAL
from .profile import Profile
from .readings import propose_reading
from .result import Candidate, CodeGuess, ColumnGuess, Guess, PositionGuess
from .ticks import find_ticks

_SURE_HEADING = 0.9
_CANDIDATES = 3
_PROMOTED = 0.8
_LIKE_ID = 0.7
_LINE = 0.75
_WHY_ID = "the heading is that of a number or code, and every row has a value of its own"


class ModelReading:
    """What one model makes of a file."""

    def __init__(self, file: InspectedFile, known: KnownModel) -> None:
        self.file, self.known = file, known
        self.positions = self._usable_positions()
        self.placed = {name: field for one in self.positions for name, field in self._axes(one)}
        skip = frozenset(known.model.position.values())
        self.options = {
            column.index: column_evidence(known, column, heading, skip)
            for column, heading in zip(file.columns, file.headings, strict=True)
            if column.name not in self.placed
        }
        prefer_words(file, self.options)
        self.ticks = find_ticks(file, known, self.options)
        self.numbered = numbered_lines(file)
        self.given = assign(
            {
                index: self._allowed(index, found)
                for index, found in self.options.items()
                if self._may_map(index, found) and index not in self.numbered
            }
        )
        self.lines = self._address_lines()
        self._name_empty_columns()
        self._promote_identifier()

    def _usable_positions(self) -> list[PositionGuess]:
        threshold = number("threshold")
        if not self.known.model.position:
            return []
        return [one for one in self.file.positions if one.confidence >= threshold]

    def _axes(self, one: PositionGuess) -> list[tuple[str, str]]:
        """Return the columns of a position with the model's fields for them."""
        position = self.known.model.position
        names = ("easting", "northing") if one.crs == "EPSG:27700" else ("longitude", "latitude")
        if names[0] not in position:
            names = ("longitude", "latitude")
        if one.x == one.y:
            return [(one.y, position[names[1]])]
        return [(one.x, position[names[0]]), (one.y, position[names[1]])]

    def _may_map(self, index: int, options: Sequence[Evidence]) -> bool:
        """Say whether a column takes part in the assignment."""
        if index in self.ticks or not options:
            return False
        best = options[0]
        if self.file.columns[index].is_blank:
            return False
        return not self.file.is_personal(index) or best.heading >= _SURE_HEADING

    def _allowed(self, index: int, options: Sequence[Evidence]) -> Sequence[Evidence]:
        """Return the fields that a column may fill: names of people only where one is meant."""
        if not self.file.names_people(index):
            return options
        return [one for one in options if self.known.fields[one.field].field.sensitive]

    def _name_empty_columns(self) -> None:
        """Give a column without values the field of its very name, unless a filled one may be it.

        No value confirms it, so its confidence is the least that maps.
        """
        found: list[tuple[int, Evidence]] = []
        for index, options in self.options.items():
            if self.file.columns[index].is_blank and not self.file.is_personal(index):
                found += [
                    (index, one)
                    for one in options
                    if one.is_exact and one.heading >= _SURE_HEADING and one.is_own_name
                ]
        taken = {one.field for one in self.given.values()}
        found.sort(key=lambda pair: (not pair[1].is_field_name, pair[0]))
        for index, one in found:
            if one.field not in taken and index not in self.given:
                self.given[index] = replace(one, confidence=number("threshold"))
                taken.add(one.field)

    def _promote_identifier(self) -> None:
        """Take another number of the things for their identifier where they have no other."""
        key = self.known.model.key
        if len(key) != 1 or key[0] not in NUMBERS_OF_THINGS:
            return
        if any(one.field == key[0] for one in self.given.values()):
            return
        for column in self.file.columns:
            free = column.index in self.options and column.index not in self.given
            is_shown = free and not self.file.is_personal(column.index)
            if is_shown and looks_like_id(column, self.file.headings):
                self.given[column.index] = Evidence(
                    key[0], _LIKE_ID, _LIKE_ID, None, Fit(Verdict.SUPPORT, 0, _WHY_ID)
                )
                return
        for index, evidence in self.given.items():
            is_other = evidence.field.endswith(("_reference", "_identifier", "_id"))
            if is_other and self.file.columns[index].is_unique:
                confidence = min(evidence.confidence, _PROMOTED)
                self.given[index] = replace(evidence, field=key[0], confidence=confidence)
                return

    def _address_lines(self) -> dict[int, str]:
        """Return the fields of “Address 1”, “Address 2” …, which are parts of an address."""
        taken = {one.field for one in self.given.values()}
        free = {name: one.concept for name, one in self.known.fields.items() if name not in taken}
        concepts = {self.known.fields[name].concept for name in taken}
        return fields_of_lines(self.numbered, self.file.columns, free, concepts)

    def mapped(self) -> Mapped:
        """Return what is mapped, for the choice of the model."""
        given = {i: one for i, one in self.given.items() if one.name or one.heading != _LIKE_ID}
        fields = {one.field: one.confidence for one in given.values()}
        fields.update(dict.fromkeys(self.lines.values(), _LINE))
        for tick in self.ticks.values():
            fields[tick.field] = tick.confidence
        names = {one.name: one.index for one in self.file.columns}
        for one in self.positions:
            fields.update({field: one.confidence for _, field in self._axes(one)})
        columns = {*given, *self.ticks, *self.lines, *(names[one] for one in self.placed)}
        return Mapped(fields, frozenset(columns))

    def guess(self, confidence: float, candidates: tuple[Candidate, ...]) -> Guess:
        """Return the whole guess for this model."""
        columns = tuple(self._column(one) for one in self.file.columns)
        fields = {one.field: i for i, one in enumerate(columns) if one.field and not one.tick}
        personal = frozenset(i for i, one in enumerate(columns) if one.is_personal)
        key = guess_key(
            self.known.model,
            fields,
            self.file.columns,
            self.file.headings,
            self.file.sample.rows,
            personal,
        )
        return Guess(
            self.known.model.id,
            confidence,
            number("threshold"),
            candidates,
            columns,
            self._codes(columns),
            tuple(self.positions),
            key,
            guess_redaction(self.known.model, columns, self.file.columns),
            tuple(self.file.notes + date_notes(columns, self.file.columns)),
            self.file.sample.name,
            len(self.file.sample.rows),
        )

    def _column(self, column: Profile) -> ColumnGuess:
        index = column.index
        personal = self.file.is_personal(index)
        samples = () if personal else column.examples()
        base = ColumnGuess(
            column.name,
            None,
            0.0,
            "",
            self._candidates(index),
            samples=samples,
            is_personal=personal,
        )
        if column.name in self.placed:
            return self._placed(base)
        if tick := self.ticks.get(index):
            label = (
                self.known.model.lists[self.known.fields[tick.field].field.code_list or ""]
                .codes[tick.code]
                .label
            )
            reason = f"The cells are ticked or empty, and the heading is the code “{label}”."
            return replace(
                base,
                field=tick.field,
                confidence=tick.confidence,
                reason=reason,
                tick=tick.code,
                reading={"ticks": column.ticks},
            )
        if evidence := self.given.get(index):
            known = self.known.fields[evidence.field]
            return replace(
                base,
                field=evidence.field,
                confidence=evidence.confidence,
                reason=evidence.sentence(column),
                reading=propose_reading(known, column),
            )
        if field := self.lines.get(index):
            is_joined = list(self.lines.values()).count(field) > 1
            why = (
                "One of the lines of the address" if is_joined else "A numbered part of the address"
            )
            return replace(base, field=field, confidence=_LINE, reason=f"{why}.")
        return self._unmapped(base, column)

    def _placed(self, base: ColumnGuess) -> ColumnGuess:
        one = next(p for p in self.positions if base.column in (p.x, p.y))
        also = ()
        if one.x == one.y:
            also = (self.known.model.position["longitude"],)
        return replace(
            base,
            field=self.placed[base.column],
            also=also,
            confidence=one.confidence,
            reason=one.reason,
        )

    def _unmapped(self, base: ColumnGuess, column: Profile) -> ColumnGuess:
        options = self.options.get(column.index, [])
        confidence = options[0].confidence if options else 0.0
        if base.is_personal:
            return replace(
                base,
                confidence=confidence,
                candidates=(),
                ignore=PROPOSAL,
                reason="Heading or values look as if they tell of persons.",
            )
        if column.is_blank:
            return replace(base, ignore="empty in every row", reason="No row has a value.")
        if not options or confidence < 0.3:
            return replace(base, confidence=confidence, reason="No field of the model is like it.")
        taken = {one.field for one in self.given.values()}
        nearest = options[0].field
        reason = (
            f"Nearest is “{nearest}”, which another column fits as well or better."
            if nearest in taken
            else f"Nearest is “{nearest}”, but it is not sure enough."
        )
        return replace(base, confidence=confidence, reason=reason)

    def _candidates(self, index: int) -> tuple[Candidate, ...]:
        found = self.options.get(index, [])
        return tuple(Candidate(one.field, one.confidence) for one in found[:_CANDIDATES])

    def _codes(self, columns: Sequence[ColumnGuess]) -> tuple[CodeGuess, ...]:
        found = []
        for one, column in zip(columns, self.file.columns, strict=True):
            if not one.field or one.tick or one.is_personal:
                continue
            known = self.known.fields[one.field]
            if known.field.code_list:
                codes = self.known.model.lists[known.field.code_list]
                found.append(guess_codes(known, codes, column, one.reading.get("split", "")))
        return tuple(found)
