"""What tells one row from another, where a thing is, and whose name is withheld."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .draft import Content, in_words, put, single_column
from .fields import KEPT

# Reference systems that councils' files are in; source: EPSG Dataset, names shortened.
SYSTEMS = {
    "EPSG:27700": "Easting and northing in metres (British National Grid)",
    "EPSG:4326": "Longitude and latitude in degrees, as GPS and web maps use them (WGS 84)",
    "EPSG:4277": "Longitude and latitude in degrees of the Ordnance Survey (OSGB36)",
    "EPSG:32630": "Metres of UTM zone 30 north",
    "EPSG:3857": "Metres of web maps (Web Mercator)",
    "EPSG:2157": "Irish Transverse Mercator in metres",
    "EPSG:29903": "Irish Grid in metres",
}
MOST_POSITIONS = 2
AXES = ("x", "y", "crs")
Form = Mapping[str, str]


def key_columns(content: Content, part: str) -> list[str]:
    """Return the columns of ``columns`` or ``line`` of the draft's key."""
    found = (content.get("key") or {}).get(part) or []
    return [str(one) for one in found]


def apply_key(content: Content, form: Form, header: Sequence[str]) -> None:
    """Change the key as the form says, when the form has it."""
    if "key.1" not in form:
        return
    key = dict(content.get("key") or {})
    key["columns"] = _chosen(form, "key", header, key_columns(content, "columns"))
    line = _chosen(form, "line", header, key_columns(content, "line"))
    put(key, "line", line)
    if form.get("key.form") in ("exact", "slug"):
        put(key, "form", "slug" if form["key.form"] == "slug" else None)
    put(content, "key", key if key["columns"] else None)


def _chosen(form: Form, part: str, header: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the columns of ``part.1``, ``part.2`` …: those of the file, or named already."""
    numbered = (form.get(f"{part}.{number}") for number in range(1, 1 + len(header) + len(now)))
    allowed = {*header, *now}
    return list(dict.fromkeys(one for one in numbered if one and one in allowed))


def positions(content: Content, typed: Form | None = None) -> list[dict[str, str]]:
    """Return two rows of the form for positions: ``x``, ``y``, ``crs`` and ``kept`` in words.

    ``kept`` is there when a coordinate is more than one column's number. ``typed`` has what was
    chosen for a position that is not complete yet, by the names of the form.
    """
    typed = typed or {}
    given = list(content.get("positions") or ())
    rows = []
    for index in range(max(MOST_POSITIONS, len(given))):
        position = given[index] if index < len(given) else {}
        x, y = position.get("x"), position.get("y")
        is_plain = all(one is None or isinstance(one, str) for one in (x, y))
        row = {
            "x": (single_column(x) or "") if is_plain else KEPT,
            "y": (single_column(y) or "") if is_plain else KEPT,
            "crs": str(position.get("crs", "")),
            "kept": "" if is_plain else f"{in_words(x or '')} and {in_words(y or '')}",
        }
        row.update({part: typed.get(f"position.{index + 1}.{part}", row[part]) for part in AXES})
        rows.append(row)
    return rows


def incomplete_positions(form: Form) -> dict[str, str]:
    """Return what a form says of positions that lack a part, by the names of the form."""
    found: dict[str, str] = {}
    for name in sorted({one.rpartition(".")[0] for one in form if one.startswith("position.")}):
        parts = {part: form.get(f"{name}.{part}", "") for part in AXES}
        if (parts["x"] or parts["y"]) and not all(parts.values()):
            found.update({f"{name}.{part}": value for part, value in parts.items()})
    return found


def apply_positions(content: Content, form: Form) -> list[tuple[str, str]]:
    """Change the positions as the form says; return what is wrong, as (form field, sentence).

    A position that lacks a part stays as it was.
    """
    given = list(content.get("positions") or ())
    kept, problems = [], []
    for index in range(max(MOST_POSITIONS, len(given))):
        now = given[index] if index < len(given) else {}
        name = f"position.{index + 1}"
        if f"{name}.x" not in form:
            kept += [now] if now else []
            continue
        x, y, crs = (_axis(form, name, part, now) for part in AXES)
        if not x and not y:
            continue
        if not (x and y and crs):
            part, missing = next(
                (part, words)
                for part, words in (
                    ("x", "the column of the easting or longitude"),
                    ("y", "the column of the northing or latitude"),
                    ("crs", "the coordinate system"),
                )
                if not _axis(form, name, part, now)
            )
            problems.append((f"{name}.{part}", f"Choose {missing}."))
            kept += [now] if now else []
            continue
        kept.append(
            {
                **now,
                "x": now["x"] if x == KEPT else x,
                "y": now["y"] if y == KEPT else y,
                "crs": crs,
            }
        )
    put(content, "positions", kept)
    return problems


def _axis(form: Form, name: str, part: str, now: Mapping[str, Any]) -> str:
    """Return what the form says of a part; “as it is” is nothing where there is none."""
    given = form.get(f"{name}.{part}", "")
    return "" if given == KEPT and part not in now else given


def apply_redaction(content: Content, form: Form) -> list[tuple[str, str]]:
    """Change the column and the words that say that a name is withheld; return what is wrong."""
    if "redaction.column" not in form:
        return []
    column = form["redaction.column"]
    words = [line.strip() for line in form.get("redaction.values", "").splitlines()]
    values: list[Any] = list(dict.fromkeys(word for word in words if word))
    if column and not values:
        return [("redaction.values", "Write the words that say that a name is withheld.")]
    put(content, "redaction", {"column": column, "values": values} if column else None)
    return []
