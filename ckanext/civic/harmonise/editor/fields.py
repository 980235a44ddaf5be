"""Which column each field comes from: the rows of the form, and what the form changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..guess.personal import PROPOSAL
from ..mapping.columns import normal
from ..models import Field, Model
from . import date_formats
from .defaults import starting_expression
from .draft import (
    Content,
    as_mapping,
    in_words,
    made_columns,
    put,
    shortened,
    single_column,
    used_columns,
)
from .reason import Reason
from .table_profile import ColumnProfile, TableProfile

PERSONAL = "personal data"  # the reason for a column that a person ticked as such
KEPT = "(as it is)"  # stands for an expression that the form cannot say, and leaves it alone

Form = Mapping[str, str]


@dataclass(frozen=True)
class FieldRow:
    """A field of the model with the column that it comes from, when it comes from one.

    ``kept`` says in words what an expression does that is more than one column; ``is_missing``
    that the column is not in the file. ``formats`` are offered for dates, of which a column may
    have a ``second_format``.
    """

    field: Field
    column: str = ""
    kept: str = ""
    is_missing: bool = False
    samples: tuple[str, ...] = ()
    reason: Reason | None = None
    format: str = ""
    second_format: str = ""
    formats: tuple[date_formats.Fit, ...] = ()
    distinct: int = 0

    @property
    def is_provided(self) -> bool:
        """Tell whether the field has any source."""
        return bool(self.column or self.kept)


@dataclass(frozen=True)
class UnusedColumn:
    """A column that no field uses, and why it is ignored; empty when that is still open.

    ``is_personal`` says that it looks as if it told of persons.
    """

    column: ColumnProfile
    reason: str
    is_personal: bool = False

    @property
    def must_be_decided(self) -> bool:
        """Tell whether nobody has said yet what becomes of a column about persons."""
        return self.is_personal and not self.reason


def offered_fields(model: Model) -> Iterator[Field]:
    """Yield the fields that a publisher chooses columns for.

    The fields of the position are made from coordinates, and a redaction sets its own flag.
    """
    made = {*model.position.values(), model.redacted_flag}
    for field in model.fields.values():
        if field.name not in made:
            yield field


def field_row(
    field: Field,
    expression: Any,
    profile: TableProfile,
    reason: Reason | None = None,
    made: Collection[str] = (),
) -> FieldRow:
    """Return the row of one field; ``made`` are columns (normal) that are in no file."""
    if expression is None:
        return FieldRow(field)
    column = single_column(expression)
    if column is None or normal(column) in made:
        return FieldRow(field, kept=in_words(expression), reason=reason)
    found = profile.column(column)
    if found is None:
        return FieldRow(field, column=column, is_missing=True, reason=reason)
    step = date_formats.STEPS.get(field.datatype)
    format, second = _date_formats(expression, step) if step else ("", "")
    return FieldRow(
        field,
        column=found.heading,
        samples=found.samples,
        reason=reason,
        format=format,
        second_format=second,
        formats=tuple(date_formats.fits(found.values, field.datatype)) if step else (),
        distinct=len(found.values),
    )


def field_rows(
    model: Model, content: Content, profile: TableProfile, reasons: Mapping[str, Reason]
) -> list[FieldRow]:
    """Return the rows of all fields, in the order of the model."""
    fields = content.get("fields") or {}
    made = set(map(normal, made_columns(content)))
    return [
        field_row(field, fields.get(field.name), profile, reasons.get(field.name), made)
        for field in offered_fields(model)
    ]


def personal_name(heading: str) -> str:
    """Return the name under which a draft's evidence says that a column looks personal."""
    return f"personal.{normal(heading)}"


def unused_columns(
    content: Content, profile: TableProfile, evidence: Collection[str] = ()
) -> list[UnusedColumn]:
    """Return the columns of the file that the draft does not use, with the reasons given.

    ``evidence`` has the `personal_name` of the columns that look personal.
    """
    used = set(map(normal, used_columns(content)))
    reasons = {normal(name): reason for name, reason in (content.get("ignore") or {}).items()}
    return [
        UnusedColumn(
            column,
            "" if (reason := reasons.get(normal(heading), "")) == PROPOSAL else reason,
            is_personal=reason == PROPOSAL or personal_name(heading) in evidence,
        )
        for heading, column in profile.columns.items()
        if normal(heading) not in used
    ]


def apply_fields(model: Model, content: Content, profile: TableProfile, form: Form) -> None:
    """Change the draft's fields as the form says.

    A field that the form does not mention, or leaves at `KEPT` or at its own column, keeps its
    expression; only the format of its dates may change. A newly chosen column gets the
    expression that its values call for.
    """
    fields = dict(content.get("fields") or {})
    for field in offered_fields(model):
        chosen = form.get(f"source.{field.name}")
        if chosen is None or chosen == KEPT:
            continue
        now = fields.get(field.name)
        if not chosen:
            fields.pop(field.name, None)
        elif now is not None and normal(single_column(now) or "") == normal(chosen):
            format = form.get(f"format.{field.name}", "")
            second = form.get(f"format.{field.name}.second", "")
            fields[field.name] = _with_date_formats(now, field, format, second)
        elif (column := profile.column(chosen)) is not None:
            fields[field.name] = starting_expression(model, field, column)
    content["fields"] = {name: fields[name] for name in model.fields if name in fields}


def apply_ignored(content: Content, profile: TableProfile, form: Form) -> None:
    """Change the reasons for which columns are ignored; a column that is used has none.

    The reason for all that are left is not for columns that look personal (``personal.N.shown``):
    each of those is decided by itself.
    """
    rest = form.get("ignore.rest", "")
    reasons = dict(content.get("ignore") or {})
    by_name = {normal(name): name for name in reasons}
    for index, heading in enumerate(profile.header):
        if (reason := form.get(f"ignore.{index}")) is None:
            continue
        reason = reason.strip()
        reasons.pop(by_name.get(normal(heading), heading), None)
        for_rest = "" if f"personal.{index}.shown" in form else rest
        reason = reason or (PERSONAL if form.get(f"personal.{index}") else for_rest)
        reason = reason.strip()
        if reason:
            reasons[heading] = " ".join(reason.split())
    used = set(map(normal, used_columns(content)))
    kept = {name: reason for name, reason in reasons.items() if normal(name) not in used}
    put(content, "ignore", kept)


def _date_formats(expression: Any, name: str) -> tuple[str, str]:
    """Return the formats of the draft's step ``name``; KEPT for others, "" for none."""
    for step in as_mapping(expression).get("steps") or ():
        if isinstance(step, Mapping) and name in step:
            formats = step[name]
            is_plain = isinstance(formats, list) and 1 <= len(formats) <= 2
            if is_plain and all(one in date_formats.FORMATS for one in formats):
                return formats[0], formats[1] if len(formats) > 1 else ""
            return (KEPT, "") if formats else ("", "")
    return "", ""


def _with_date_formats(expression: Any, field: Field, chosen: str, second: str) -> Any:
    name = date_formats.STEPS.get(field.datatype)
    if name is None or chosen not in date_formats.FORMATS:
        return expression
    formats = [chosen]
    if second in date_formats.FORMATS and second != chosen:
        formats.append(second)
    changed = as_mapping(expression)
    steps: list[Any] = list(changed.get("steps") or ())
    for index, step in enumerate(steps):
        if isinstance(step, Mapping) and name in step:
            steps[index] = {name: formats}
            break
    else:
        steps.append({name: formats})
    return shortened({**changed, "steps": steps})
