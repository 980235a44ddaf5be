"""Lookup tables that lie as CSV beside a crosswalk."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

_LIMIT_BYTES = 20_000_000


def with_table(step: Any, folder: Path | None) -> Any:
    """Return a step; of ``lookup: {file, from, to}`` the file is read into its ``table``.

    The file is CSV in UTF-8 with a header, in the crosswalk's own folder.
    Raises ValueError when it is not there, has not the columns, or gives one text two values.
    """
    given = step.get("lookup") if isinstance(step, Mapping) else None
    if not isinstance(given, Mapping) or "file" not in given:
        return step
    known = dict(given)
    name = str(known.pop("file"))
    key, value = known.pop("from", None), known.pop("to", None)
    if not key or not value:
        raise ValueError("a lookup in a file needs the columns ‘from’ and ‘to’")
    if folder is None or Path(name).name != name:
        raise ValueError(f"the table “{name}” must be a file beside the crosswalk")
    path = folder / name
    if not path.is_file():
        raise ValueError(f"there is no table “{name}” beside the crosswalk")
    status = path.stat()
    table = _read(path, str(key), str(value), status.st_mtime_ns, status.st_size)
    return {"lookup": {**known, "table": table}}


@lru_cache(maxsize=64)
def _read(path: Path, key: str, value: str, changed_at_ns: int, size_bytes: int) -> dict[str, str]:
    del changed_at_ns
    if size_bytes > _LIMIT_BYTES:
        raise ValueError(f"the table “{path.name}” is larger than {_LIMIT_BYTES:,} bytes")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _table(csv.DictReader(file), key, value, path.name)
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"the table “{path.name}” is no CSV in UTF-8 ({error})") from None


def _table(rows: csv.DictReader, key: str, value: str, name: str) -> dict[str, str]:
    for column in (key, value):
        if column not in (rows.fieldnames or ()):
            raise ValueError(f"the table “{name}” has no column “{column}”")
    table: dict[str, str] = {}
    for row in rows:
        text, found = (row[key] or "").strip(), (row[value] or "").strip()
        if text and table.setdefault(text.casefold(), found) != found:
            raise ValueError(f"the table “{name}” gives “{text}” two values (line {rows.line_num})")
    return table
