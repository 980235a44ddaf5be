"""What differs between two versions of a crosswalk, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..models import Model
from . import draft

# Parts of a crosswalk, in the words of the form
_PARTS = {
    "title": "The title",
    "publisher": "The publisher",
    "source": "How the file is opened",
    "key": "What tells one row from another",
    "positions": "The columns of the place",
    "area": "The area",
    "drop": "The rows that are left out",
    "redaction": "What is not published",
    "unpivot": "The columns that become rows",
    "part_of": "What the rows are parts of",
    "valid_from": "The first day",
    "valid_to": "The last day",
}
_TOLD_APART = {"fields", "ignore", "layout", "id"}


def changes_in_words(old: Mapping[str, Any], new: Mapping[str, Any], model: Model) -> list[str]:
    """Return a sentence for each thing that differs; empty when nothing does.

    ``model`` names the fields; one that it does not know is called by its name.
    """
    return list(_sentences(old, new, model))


def _sentences(old: Mapping[str, Any], new: Mapping[str, Any], model: Model) -> Iterator[str]:
    before, after = old.get("fields") or {}, new.get("fields") or {}
    for name in dict.fromkeys([*model.fields, *before, *after]):
        field = model.fields.get(name)
        title = field.title if field else name
        yield from _of_field(title, before.get(name), after.get(name))
    yield from _of_ignored(old.get("ignore") or {}, new.get("ignore") or {})
    if _set(old.get("layout")) != _set(new.get("layout")):
        yield "The headings that the file must have: changed"
    for part in dict.fromkeys([*old, *new]):
        if part not in _TOLD_APART and old.get(part) != new.get(part):
            yield f"{_PARTS.get(part, part.replace('_', ' ').capitalize())}: {_how(part, old, new)}"


def _of_field(title: str, old: Any, new: Any) -> Iterator[str]:
    if old == new:
        return
    if new is None:
        yield f"{title}: no longer provided"
        return
    if old is None or draft.in_words(old) != draft.in_words(new):
        yield f"{title} now comes from {draft.in_words(new)}"
        return
    before, after = draft.as_mapping(old), draft.as_mapping(new)
    codes = [one.get("codes") for one in (before, after)]
    if all(one is None or isinstance(one, Mapping) for one in codes) and codes[0] != codes[1]:
        yield from _of_codes(title, codes[0] or {}, codes[1] or {})
        before.pop("codes", None)
        after.pop("codes", None)
    if before != after:
        yield f"{title}: its values are read in another way"


def _of_codes(title: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for word in dict.fromkeys([*old, *new]):
        if word not in new:
            yield f"{title}: “{word}” has no code any more"
        elif word not in old or old[word] != new[word]:
            code = new[word]
            named = code.get("code", "another code") if isinstance(code, Mapping) else code
            yield f"{title}: “{word}” now means {named}"


def _of_ignored(old: Any, new: Any) -> Iterator[str]:
    before, after = (one if isinstance(one, Mapping) else {} for one in (old, new))
    for heading in dict.fromkeys([*before, *after]):
        if heading not in after:
            yield f"The column “{heading}” is no longer left out"
        elif heading not in before:
            yield f"The column “{heading}” is left out: {after[heading]}"
        elif before[heading] != after[heading]:
            yield f"The column “{heading}” is left out for another reason: {after[heading]}"


def _how(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if part not in new:
        return "taken out"
    value = new[part]
    if isinstance(value, str | int | float) and part != "area":
        return f"now “{value}”"
    return "added" if part not in old else "changed"


def _set(layout: Any) -> Any:
    return frozenset(map(str, layout)) if isinstance(layout, list) else layout
