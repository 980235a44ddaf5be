"""What the page proposes for a file: a model, the columns and the codes, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..crosswalks import Publisher
from ..editor import draft, fields
from ..editor.draft import Content
from ..editor.reason import Reason
from ..guess import Guess, as_crosswalk, guess
from ..guess.personal import PROPOSAL
from ..models import Model
from ..readers import Table
from . import library


@dataclass(frozen=True)
class ModelProposal:
    """A model, and why it is proposed when it is."""

    model: Model
    reason: Reason | None = None


@dataclass(frozen=True)
class Proposal:
    """A first draft, why each of its fields is what it is, and why values have their codes.

    ``codes`` is field → value → reason, for codes that are not plainly the same word.
    """

    content: Content
    fields: dict[str, Reason] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


def propose_models(table: Table) -> list[ModelProposal]:
    """Return every model, the likeliest first; the one that is sure enough has a reason.

    Raises HarmoniseError when the table cannot be read.
    """
    models = {one.id: one for one in library.models()}
    found = guess(table, list(models.values()), library.crosswalks())
    order = [one.name for one in found.models if one.name in models]
    if found.model:
        order = [found.model, *(one for one in order if one != found.model)]
    order += [id for id in models if id not in order]
    return [
        ModelProposal(models[id], _why_model(found) if id == found.model else None) for id in order
    ]


def propose_draft(
    model: Model, table: Table, *, id: str, publisher: Mapping[str, str], title: str
) -> Proposal:
    """Return the first draft of a crosswalk from a table to a model.

    Columns that nobody is sure about are left open; that one looks personal is only a reason
    beside it, since a person decides. Raises HarmoniseError.
    """
    found = guess(table, [model], library.crosswalks(), model=model.id)
    content = draft.read(as_crosswalk(found, Publisher(**publisher), model))
    content |= {"id": id, "title": title}
    content.pop("layout", None)
    _without_stand_ins(content, found)
    left = {one.column: one.ignore for one in found.columns if one.ignore}
    personal = [name for name, why in left.items() if why == PROPOSAL]
    left = {name: why for name, why in left.items() if name not in personal}
    ignored = {name: left[name] for name in content.pop("ignore", {}) if name in left}
    if ignored:
        content["ignore"] = ignored
    reasons = _why_fields(found)
    for one in found.columns:
        if one.column in personal:
            reasons[fields.personal_name(one.column)] = Reason(one.confidence, one.reason)
    return Proposal(content, reasons, _why_codes(found))


def _without_stand_ins(content: Content, found: Guess) -> None:
    """Take out the needed fields that nobody is sure about and that got another field's column."""
    sure = {name for one in found.columns for name in (one.field, *one.also)}
    mapped = content.get("fields") or {}
    content["fields"] = {
        name: expression
        for name, expression in mapped.items()
        if name in sure or not draft.named_columns(expression)
    }


def _why_model(found: Guess) -> Reason:
    known = sum(one.field is not None for one in found.columns)
    reason = f"{known} of your {len(found.columns)} columns are like its fields."
    return Reason(found.confidence, reason)


def _why_fields(found: Guess) -> dict[str, Reason]:
    reasons: dict[str, Reason] = {}
    for one in found.columns:
        for name in filter(None, (one.field, *one.also)):
            reasons.setdefault(name, Reason(one.confidence, one.reason))
    return reasons


def _why_codes(found: Guess) -> dict[str, dict[str, str]]:
    reasons: dict[str, dict[str, str]] = {}
    for table in found.codes:
        for one in table.values:
            if one.code and one.match != "exact":
                reasons.setdefault(table.field, {})[one.value] = one.reason
    return reasons
