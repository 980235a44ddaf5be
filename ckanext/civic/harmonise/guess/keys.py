"""Which columns tell the rows apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..models import Model
from .headings import Heading
from .profile import Profile
from .result import KeyGuess

_ID_WORDS = {
    "identifier", "reference", "number", "key", "code", "asset", "site", "feature", "unit",
    "record", "object", "row",
}  # fmt: skip
_KEY_FIELDS = (
    "identifier",
    "reference",
    "case_reference",
    "asset_code",
    "asset_reference",
    "transaction_number",
    "name",
)
_NEVER_LINE = {"latitude", "longitude", "easting", "northing"}


def guess_key(
    model: Model,
    fields: Mapping[str, int],
    columns: Sequence[Profile],
    headings: Sequence[Heading],
    rows: Sequence[Sequence[str]],
    personal: frozenset[int],
) -> KeyGuess | None:
    """Return the proposed key; ``fields`` is the column's index by the field that it fills."""
    if not rows:
        return None
    for name in (*model.key, *_KEY_FIELDS):
        index = fields.get(name)
        if index is not None and _tells_apart(columns[index], len(rows)):
            return KeyGuess((columns[index].name,), (), "Every row has a value of its own there.")
    for column, heading in zip(columns, headings, strict=True):
        is_id = bool(heading.words) and heading.word_set <= _ID_WORDS
        if is_id and column.index not in personal and _tells_apart(column, len(rows)):
            return KeyGuess((column.name,), (), "Every row has a value of its own there.")
    if model.key and all(name in fields for name in model.key) and len(model.key) > 1:
        indexes = [fields[name] for name in model.key]
        if _is_unique(indexes, rows):
            names = tuple(columns[i].name for i in indexes)
            return KeyGuess(names, (), "Together they tell every row apart.")
    return _with_lines(model, fields, columns, rows, personal)


def _tells_apart(column: Profile, rows: int) -> bool:
    return len(column.values) == rows


def _with_lines(
    model: Model,
    fields: Mapping[str, int],
    columns: Sequence[Profile],
    rows: Sequence[Sequence[str]],
    personal: frozenset[int],
) -> KeyGuess | None:
    """Return a key with further columns that tell its lines apart."""
    usable = {
        name: index
        for name, index in fields.items()
        if index not in personal and name not in _NEVER_LINE and not columns[index].is_blank
    }
    if not usable:
        return None
    filled = {n: i for n, i in usable.items() if columns[i].rows + 0 == len(rows)} or usable
    order = sorted(filled.items(), key=lambda one: -len(columns[one[1]].values))
    named = [n for n in (*model.key, *_KEY_FIELDS) if n in filled]
    first = next(
        (n for n in named), next((n for n, _ in order if "number" in n or "reference" in n), None)
    )
    index = filled[first] if first else order[0][1]
    chosen = [index]
    rest = [
        i for n, i in sorted(usable.items(), key=lambda o: -len(columns[o[1]].values)) if i != index
    ]
    for candidate in dict.fromkeys(rest):
        if _is_unique(chosen, rows):
            break
        if _distinct([*chosen, candidate], rows) > _distinct(chosen, rows):
            chosen.append(candidate)
    names = [columns[i].name for i in dict.fromkeys(chosen)]
    if len(names) == 1:
        return KeyGuess((names[0],), (), "Every row has a value of its own there.")
    reason = f"Several rows share “{names[0]}”; the other columns tell their lines apart"
    reason += "." if _is_unique(chosen, rows) else ", all but some rows that are alike in all."
    return KeyGuess((names[0],), tuple(names[1:]), reason)


def _distinct(indexes: Sequence[int], rows: Sequence[Sequence[str]]) -> int:
    return len({tuple(row[i] for i in indexes) for row in rows})


def _is_unique(indexes: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    return _distinct(indexes, rows) == len(rows)
