"""How the bytes of a file are read, where that must be said: the ``source`` of a crosswalk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .draft import Content, put


@dataclass(frozen=True)
class Setting:
    """One key of ``source``: its title and hint, its value as text, and whether it is a number."""

    name: str
    title: str
    hint: str
    is_number: bool = False
    value: str = ""


SETTINGS = (
    Setting("header_row", "Line of the headings", "When they are not on the first line.", True),
    Setting("skip_footer", "Lines below the table", "Notes and totals that are no rows.", True),
    Setting("sheet", "Sheet", "The name of the sheet of a workbook."),
    Setting("member", "File in the archive", "When a zip archive has several."),
    Setting("record", "Element of a row", "The XML element that is one row."),
    Setting("encoding", "Encoding", "Such as utf-8 or cp1252, when signs are read wrong."),
    Setting("delimiter", "Delimiter", "The one sign between the cells of a text file."),
)


def settings(content: Content, typed: Mapping[str, str] | None = None) -> list[Setting]:
    """Return the settings with the values that a draft has, or that were ``typed`` in the form."""
    given, typed = content.get("source") or {}, typed or {}
    return [
        replace(one, value=typed.get(f"source-{one.name}", str(given.get(one.name, ""))))
        for one in SETTINGS
    ]


def apply_settings(content: Content, form: Mapping[str, str]) -> list[tuple[str, str]]:
    """Change how the file is read; return what is wrong, as (form field, sentence)."""
    given = dict(content.get("source") or {})
    problems = []
    for one in SETTINGS:
        text = form.get(f"source-{one.name}")
        if text is None:
            continue
        text = text if one.name == "delimiter" else text.strip()
        if one.is_number and text and not (text.isascii() and text.isdigit() and int(text)):
            problems.append((f"source-{one.name}", f"{one.title}: write a number from 1."))
        elif one.name == "delimiter" and len(text) > 1:
            problems.append((f"source-{one.name}", f"{one.title}: write one sign."))
        else:
            put(given, one.name, int(text) if one.is_number and text else text)
    put(content, "source", given)
    return problems
