"""Step 2: which column is which field, what tells rows apart, and where things are."""

from __future__ import annotations

from copy import deepcopy

import ckan.plugins.toolkit as tk
from ckan import model

from ...editor import draft, fields, rows, source_settings
from ...editor.defaults import starting_expression
from ...editor.expression_text import read_expression, write_expression
from ...errors import CrosswalkError
from ...logic.work import Work
from .blueprint import Page, drafted, file_pages, form, rendered, to

Errors = list[tuple[str, str]]


@file_pages.route("/columns", methods=["GET", "POST"])
@drafted
def columns(work: Work) -> Page:
    """Show the form, or store it and go on; a draft is stored even when something is missing.

    What is not complete leaves that part of the draft as it was, and is kept beside it.
    """
    if tk.request.method == "GET":
        return _page(work, _errors_typed(work))
    content = deepcopy(work.content)
    posted = form()
    fields.apply_fields(work.model, content, work.profile, posted)
    rows.apply_key(content, posted, work.profile.header)
    errors = rows.apply_positions(content, posted)
    errors += rows.apply_redaction(content, posted)
    fields.apply_ignored(content, work.profile, posted)
    errors += source_settings.apply_settings(content, posted)
    is_read_anew = content.get("source") != work.content.get("source")
    _keep_typed(work, posted, errors)
    work.change(content)
    if is_read_anew and not errors:
        tk.h.flash_success(tk._("The file was read anew. Look over its columns."))
        return to("columns", work)
    if posted.get("then") == "stay":
        tk.h.flash_success(tk._("Saved as a draft."))
        return _page(work, errors) if errors else to("columns", work)
    errors = [*_missing(work), *errors]
    return _page(work, errors) if errors else to("codes", work)


@file_pages.route("/columns/<name>/shown")
@drafted
def shown(work: Work, name: str) -> Page:
    """Answer what stands in the column that was just chosen for a field."""
    field = work.model.fields.get(name)
    if field is None:
        return tk.abort(404, tk._("There is no such field."))
    chosen = tk.request.args.get(f"source.{name}", "")
    now = (work.content.get("fields") or {}).get(name)
    expression = now
    column = work.profile.column(chosen)
    if not chosen:
        expression = None
    elif column is not None and draft.single_column(now) != column.heading:
        expression = starting_expression(work.model, field, column)
    row = fields.field_row(field, expression, work.profile)
    return tk.render("civic/harmonise/file/shown.html", {"row": row, "is_new": True})


@file_pages.route("/fields/<name>", methods=["GET", "POST"])
@drafted
def expression(work: Work, name: str) -> Page:
    """Show and store the expression of one field as text, for what the form cannot say."""
    field = work.model.fields.get(name)
    if field is None:
        return tk.abort(404, tk._("There is no such field."))
    now = (work.content.get("fields") or {}).get(name)
    text = write_expression(now) if now is not None else ""
    errors: Errors = []
    if tk.request.method == "POST":
        text = form().get("expression", "")
        try:
            written = read_expression(text, work.model, field, work.profile.header)
        except CrosswalkError as error:
            errors = [("expression", str(error))]
        else:
            _store(work, name, written)
            return to("columns", work, _anchor=f"field-{name}")
    return rendered("expression", work, "columns", field=field, text=text, errors=errors)


def _store(work: Work, name: str, expression: object) -> None:
    content = deepcopy(work.content)
    mapped = dict(content.get("fields") or {})
    mapped.pop(name, None)
    if expression is not None:
        mapped[name] = expression
    content["fields"] = {one: mapped[one] for one in work.model.fields if one in mapped}
    work.change(content)


def _typed(work: Work) -> dict[str, str]:
    """Return what was typed and could not become part of the draft, by the names of the form."""
    return (work.row.evidence if work.row else {}).get("typed", {})


def _keep_typed(work: Work, posted: dict[str, str], errors: Errors) -> None:
    typed = rows.incomplete_positions(posted)
    for name, _ in errors:
        if name == "redaction.values":
            typed["redaction.column"] = posted["redaction.column"]
        if name in posted:
            typed[name] = posted[name]
    if work.row is not None and typed != _typed(work):
        work.row.evidence = {**work.row.evidence, "typed": typed}
        model.Session.add(work.row)
        model.Session.commit()


def _errors_typed(work: Work) -> Errors:
    content, typed = deepcopy(work.content), _typed(work)
    return [
        *rows.apply_positions(content, typed),
        *rows.apply_redaction(content, typed),
        *source_settings.apply_settings(content, typed),
    ]


def _missing(work: Work) -> Errors:
    """Return what the next steps need and is not there."""
    errors: Errors = []
    for row in fields.field_rows(work.model, work.content, work.profile, {}):
        anchor = f"source.{row.field.name}"
        if row.is_missing:
            errors.append(
                (
                    anchor,
                    tk._("{field}: the column “{column}” is not in this file.").format(
                        field=row.field.title, column=row.column
                    ),
                )
            )
        elif row.field.required and not row.is_provided:
            words = tk._("{field} is needed: choose its column.").format(field=row.field.title)
            errors.append((anchor, words))
    if not rows.key_columns(work.content, "columns") and not work.model.key:
        errors.append(("key.1", tk._("Choose the column that tells one row from another.")))
    for one in fields.unused_columns(work.content, work.profile, work.reasons):
        if one.must_be_decided:
            anchor = f"ignore.{work.profile.header.index(one.column.heading)}"
            errors.append((anchor, undecided(one.column.heading)))
    return errors


def undecided(heading: str) -> str:
    """Return what to do with a column that looks personal."""
    return tk._(
        "“{column}” looks like personal data: say that it is left out, or choose what it is."
    ).format(column=heading)


def _page(work: Work, errors: Errors) -> str:
    content = work.content
    redaction, typed = content.get("redaction") or {}, _typed(work)
    return rendered(
        "columns",
        work,
        "columns",
        rows=fields.field_rows(work.model, content, work.profile, work.reasons),
        KEPT=fields.KEPT,
        header=work.profile.header,
        profile=work.profile,
        key=rows.key_columns(content, "columns"),
        line=rows.key_columns(content, "line"),
        model_key=[work.model.fields[name].title for name in work.model.key],
        key_form=(content.get("key") or {}).get("form", "exact"),
        positions=rows.positions(content, typed) if work.model.position else [],
        systems=rows.SYSTEMS,
        redaction_column=typed.get("redaction.column", redaction.get("column", "")),
        redaction_values=typed.get("redaction.values", "\n".join(redaction.get("values") or ())),
        settings=source_settings.settings(content, typed),
        unused=fields.unused_columns(content, work.profile, work.reasons),
        errors=errors,
    )
