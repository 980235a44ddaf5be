"""Which code each of the publisher's values means: the tables of the form, and its changes.

Yes and no are two codes like others here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..mapping.expressions import compile_expression
from ..mapping.memory import Failed
from ..models import CodeList, Field, Model
from .defaults import codes_by_label
from .draft import Content, as_mapping, single_column
from .table_profile import ColumnProfile, TableProfile

OPEN = ""  # no decision yet
UNKNOWN = "(nothing is known)"
YES_NO = {"true": "Yes", "false": "No"}

Form = Mapping[str, str]


@dataclass(frozen=True)
class ValueRow:
    """A value of the file, in how many rows, and its code, `UNKNOWN` or `OPEN`.

    ``cells`` are the texts of the file that give the value.
    """

    value: str
    count: int
    code: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeTable:
    """One coded field: its values, the most frequent first, and the codes to choose from.

    ``codes`` is id → label. ``why_fixed`` says why there is nothing to choose; ``is_capped`` that
    the column has more values than are shown; ``is_open`` that values without a code are kept.
    """

    field: Field
    column: str
    codes: Mapping[str, str]
    rows: tuple[ValueRow, ...] = ()
    is_open: bool = False
    is_capped: bool = False
    why_fixed: str = ""

    @property
    def to_go(self) -> int:
        """Return how many values have no code."""
        return sum(row.code == OPEN for row in self.rows)

    @property
    def is_done(self) -> bool:
        """Tell whether every value will be published: with a code, or as the council's own."""
        return self.is_open or not self.to_go

    @property
    def shared_percent(self) -> float:
        """Return the share of filled rows whose value has a code, in per cent."""
        return self._percent(row.count for row in self.rows if row.code not in (OPEN, UNKNOWN))

    @property
    def to_go_percent(self) -> float:
        """Return the share of filled rows whose value has no code, in per cent."""
        return self._percent(row.count for row in self.rows if row.code == OPEN)

    @property
    def unknown_percent(self) -> float:
        """Return the share of filled rows that say that nothing is known, in per cent."""
        return self._percent(row.count for row in self.rows if row.code == UNKNOWN)

    def _percent(self, counts: Iterable[int]) -> float:
        rows = sum(row.count for row in self.rows)
        return 100 * sum(counts) / rows if rows else 0.0


def code_tables(model: Model, content: Content, profile: TableProfile) -> list[CodeTable]:
    """Return a table for each field of the draft that takes codes, or yes and no."""
    return [
        _table(field, _list_of(model, field), expression, profile)
        for field, expression in _coded(model, content)
    ]


def apply_codes(model: Model, content: Content, profile: TableProfile, form: Form) -> None:
    """Change the code tables as the form says.

    Values that the form does not show (of other files, or behind the cap) keep their code.
    """
    fields = dict(content["fields"])
    for table in code_tables(model, content, profile):
        name = table.field.name
        chosen = {
            row.value: form[f"code.{name}.{index}"]
            for index, row in enumerate(table.rows)
            if f"code.{name}.{index}" in form
        }
        allowed = {OPEN, UNKNOWN, *table.codes}
        chosen = {value: code for value, code in chosen.items() if code in allowed}
        if chosen:
            fields[name] = _with_codes(as_mapping(fields[name]), table, chosen)
    content["fields"] = fields


def _coded(model: Model, content: Content) -> Iterator[tuple[Field, Any]]:
    for name, expression in (content.get("fields") or {}).items():
        field = model.fields.get(name)
        if field and (field.code_list or field.datatype == "boolean"):
            yield field, expression


def _list_of(model: Model, field: Field) -> CodeList | None:
    return model.lists[field.code_list] if field.code_list else None


def _table(
    field: Field, code_list: CodeList | None, expression: Any, profile: TableProfile
) -> CodeTable:
    codes = {one.id: one.label for one in code_list.codes.values()} if code_list else YES_NO
    heading = single_column(expression)
    is_open = bool(code_list and code_list.is_open)
    column = profile.column(heading or "")
    why = _why_fixed(field, expression, heading, column)
    if why or column is None:
        return CodeTable(field, heading or "", codes, is_open=is_open, why_fixed=why)
    cells = _cells(field, as_mapping(expression), column)
    known = _known(field, as_mapping(expression), cells, code_list)
    rows = [
        ValueRow(
            value,
            count=sum(column.values[text] for text in texts),
            code=_first_known(known, (value, *texts)),
            cells=tuple(texts),
        )
        for value, texts in cells.items()
    ]
    rows.sort(key=lambda row: -row.count)
    return CodeTable(field, column.heading, codes, tuple(rows), is_open, column.is_capped)


def _why_fixed(
    field: Field, expression: Any, heading: str | None, column: ColumnProfile | None
) -> str:
    if heading is None:
        return "The values are put together by an expression of your own."
    if column is None:
        return "The column is not in this file."
    steps = as_mapping(expression).get("steps") or ()
    is_plain = all(isinstance(step, Mapping) and set(step) == {"boolean"} for step in steps)
    if field.datatype == "boolean" and not is_plain:
        return "The values are changed by an expression of your own before they mean yes or no."
    return ""


def _cells(field: Field, expression: Content, column: ColumnProfile) -> dict[str, list[str]]:
    """Return each value that gets a code, as the expression's steps leave it, with its cells.

    A value that a step cannot read stands for itself, so that it is seen.
    """
    steps = expression.get("steps")
    values = list(column.values)
    after = values
    if steps and field.datatype != "boolean":
        try:
            after = compile_expression({"column": "it", "steps": steps}, {"it": 0}, None)([values])
        except ValueError:
            after = values
    cells: dict[str, list[str]] = {}
    for text, value in zip(values, after, strict=True):
        shown = text if isinstance(value, Failed) else value
        if shown:
            cells.setdefault(shown, []).append(text)
    return cells


def _known(
    field: Field, expression: Content, values: Iterable[str], code_list: CodeList | None
) -> dict[str, str]:
    """Return folded value → code or `UNKNOWN`, as the draft has it."""
    by_code = _by_code(expression, field)
    if code_list and "codes" not in expression:
        by_code = codes_by_label(code_list, values)
    known = {str(one).casefold(): UNKNOWN for one in expression.get("unknown") or ()}
    for code, entries in by_code.items():
        known.update((_text(entry).casefold(), str(code)) for entry in entries or ())
    return known


def _text(entry: Any) -> str:
    """Return the value of an entry of a code table, which may have a note beside it."""
    return str(entry["value"] if isinstance(entry, Mapping) else entry)


def _first_known(known: Mapping[str, str], texts: Iterable[str]) -> str:
    folded = map(str.casefold, texts)
    return next((known[text] for text in folded if text in known), OPEN)


def _noted(expression: Content, field: Field) -> dict[tuple[str, str], Any]:
    """Return the entries that have a note, by code and folded value: a choice kept keeps it."""
    return {
        (str(code), _text(entry).casefold()): entry
        for code, entries in _by_code(expression, field).items()
        for entry in entries or ()
        if isinstance(entry, Mapping)
    }


def _by_code(expression: Content, field: Field) -> Mapping[str, list[Any]]:
    if field.datatype != "boolean":
        return expression.get("codes") or {}
    for step in expression.get("steps") or ():
        if isinstance(step, Mapping) and isinstance(step.get("boolean"), Mapping):
            return step["boolean"]
    return {}


def _with_codes(expression: Content, table: CodeTable, chosen: Mapping[str, str]) -> Content:
    cells = {row.value: row.cells for row in table.rows}
    folded = {text.casefold() for value in chosen for text in (value, *cells[value])}
    by_code = {
        str(code): [entry for entry in entries or () if _text(entry).casefold() not in folded]
        for code, entries in _by_code(expression, table.field).items()
    }
    noted = _noted(expression, table.field)
    unknown = [one for one in expression.get("unknown") or () if str(one).casefold() not in folded]
    for value, code in chosen.items():
        if code == UNKNOWN:
            unknown += cells[value]  # compared with the cell itself, before any step
        elif code != OPEN:
            by_code.setdefault(code, []).append(noted.get((code, value.casefold()), value))
    full = {code: by_code[code] for code in table.codes if by_code.get(code)}
    changed = {key: value for key, value in expression.items() if key != "unknown"}
    if unknown:
        changed["unknown"] = unknown
    if table.field.datatype == "boolean":
        words = {code: full.get(code, []) for code in YES_NO}
        return {**changed, "steps": [{"boolean": words}]}
    return {**changed, "codes": full}
