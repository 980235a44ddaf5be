"""Which columns tell the rows apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..models import Model
from .headings import Heading
from .profile import Profile
from .result import KeyGuess

ID_WORDS = {"identifier", "reference", "number", "key", "code"}
_THINGS = {"asset", "site", "feature", "unit", "record", "object", "row"}
_NUMBERS_OF_LINES = ("transaction_number", "case_reference", "reference")
NUMBERS_OF_THINGS = ("identifier", "asset_code", "case_reference")
_KEY_FIELDS = ("identifier", "asset_code", "asset_reference", *_NUMBERS_OF_LINES, "name")
_NOT_TOLD_APART_BY = {
    "decimal", "integer", "boolean", "geometry", "date", "datetime", "year", "year_month",
}  # fmt: skip
_OF_A_PAYMENT = ("payment_date", "payment_month", "supplier_name", "amount")
# whose number it is: not that of the row
_OF_OTHERS = {
    "uprn", "usrn", "telephone", "postcode", "charity", "company", "vat", "title", "registration",
    "registered", "recipient", "supplier", "organisation", "ward", "street", "road", "account",
}  # fmt: skip
_NUMBERS_OF_BODIES = ("charity_number", "company_number", "vat_number", "recipient_id", "funder_id")
_MOST_PARTS = 4  # columns of a key that is put together
_MOST_SPACES = 2.5  # words of an identifier


def guess_key(
    model: Model,
    fields: Mapping[str, int],
    columns: Sequence[Profile],
    headings: Sequence[Heading],
    rows: Sequence[Sequence[str]],
    personal: frozenset[int],
) -> KeyGuess | None:
    """Return the proposed key; ``fields`` is the column's index by the field that it fills.

    One column with a value of its own in every row comes first, by its field or by its heading;
    then the model's own key of several columns; then a number that lines share; then columns that
    tell the rows apart together. None where nothing does.
    """
    if not rows:
        return None
    usable = _usable(model, fields, columns, personal)
    named = [usable[name] for name in (*model.key, *_KEY_FIELDS) if name in usable]
    like_ids = [
        one.index for one in columns if one.index not in personal and looks_like_id(one, headings)
    ]
    for index in (*named, *like_ids):
        if _is_unique([index], rows):
            return KeyGuess((columns[index].name,), (), "Every row has a value of its own there.")
    parts = [usable[name] for name in model.key if name in usable]
    if len(parts) > 1 and len(parts) == len(model.key) and _is_unique(parts, rows):
        return _together(parts, columns)
    if model.cube:
        return None  # its dimensions are the key, and these do not tell every row apart
    by_variety = sorted(usable.values(), key=lambda i: (-len(columns[i].values), i))
    shared = [usable[one] for one in _NUMBERS_OF_LINES if one in usable][:1]
    if shared or not model.key:
        first = shared or [usable[one] for one in _OF_A_PAYMENT if one in usable]
        return _with_lines(first, by_variety, columns, rows) if first else None
    chosen = _added(named[:1], by_variety, rows)
    if len(chosen) <= _MOST_PARTS and _is_unique(chosen, rows):
        return _together(chosen, columns)
    return None


def looks_like_id(column: Profile, headings: Sequence[Heading]) -> bool:
    """Say whether heading and values are those of an identifier: “Lamp column ID”, “Site”."""
    heading = headings[column.index]
    is_named = bool(heading.word_set & ID_WORDS) or (
        bool(heading.words) and heading.word_set <= _THINGS
    )
    is_count = heading.is_count or bool(heading.units)
    is_other = bool(heading.word_set & _OF_OTHERS)
    return is_named and not is_count and not is_other and column.is_unique and _is_short(column)


def _is_short(column: Profile) -> bool:
    """Say whether the values are neither sentences nor measures nor dates."""
    if column.dates and column.dates.share > 0.5 and column.numbers.share < 0.9:
        return False
    numbers = column.numbers
    is_measure = numbers.share > 0.5 and (numbers.whole < 1 or numbers.has_currency)
    return column.mean_words < _MOST_SPACES and not is_measure


def _usable(
    model: Model, fields: Mapping[str, int], columns: Sequence[Profile], personal: frozenset[int]
) -> dict[str, int]:
    """Return the columns by field that may be part of a key: no amounts, lengths or positions."""
    placed = set(model.position.values())
    return {
        name: index
        for name, index in fields.items()
        if index not in personal
        and not columns[index].is_blank
        and name not in placed
        and not name.endswith(_NUMBERS_OF_BODIES)
        and (not model.key or model.fields[name].datatype not in _NOT_TOLD_APART_BY)
    }


def _together(indexes: Sequence[int], columns: Sequence[Profile]) -> KeyGuess:
    names = tuple(columns[i].name for i in indexes)
    if len(names) == 1:
        return KeyGuess(names, (), "Every row has a value of its own there.")
    return KeyGuess(names, (), "Together they tell every row apart.")


def _with_lines(
    first: Sequence[int],
    others: Sequence[int],
    columns: Sequence[Profile],
    rows: Sequence[Sequence[str]],
) -> KeyGuess:
    """Return a key that several rows share, with further columns that tell its lines apart."""
    chosen = _added(first, others, rows)
    names = [columns[i].name for i in chosen]
    if len(names) == 1 and _is_unique(chosen, rows):
        return _together(chosen, columns)
    if len(names) == 1:
        repeated = len(rows) - _distinct(chosen, rows)
        reason = (
            f"{repeated:,} of {len(rows):,} rows repeat it or have none, and no other column tells"
            " those apart."
        )
        return KeyGuess((names[0],), (), reason)
    reason = f"Several rows may share “{names[0]}”; the other columns tell their lines apart"
    reason += "." if _is_unique(chosen, rows) else ", all but some rows that are alike in all."
    return KeyGuess((names[0],), tuple(names[1:]), reason)


def _added(start: Iterable[int], others: Sequence[int], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return columns that tell more and more rows apart, until every row is."""
    chosen = list(start)
    for candidate in dict.fromkeys(others):
        if chosen and _is_unique(chosen, rows):
            break
        if candidate not in chosen and (
            not chosen or _distinct([*chosen, candidate], rows) > _distinct(chosen, rows)
        ):
            chosen.append(candidate)
    return chosen


def _distinct(indexes: Sequence[int], rows: Sequence[Sequence[str]]) -> int:
    """Return how many different keys there are; a row without any value has none."""
    return len({key for row in rows if any(key := tuple(row[i] for i in indexes))})


def _is_unique(indexes: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    return bool(indexes) and _distinct(indexes, rows) == len(rows)
