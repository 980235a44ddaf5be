"""Takes columns, such as those with people in them, out of a file before it is uploaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from pathlib import Path

from ckanext.civic.core.errors import CivicError, Place


def content_to_upload(path: Path, left_out: Collection[str]) -> bytes:
    """Return the file's content without the columns named in ``left_out`` (none: as it is).

    The file must be comma-separated UTF-8, with or without a byte order mark, when columns go.
    Raises CivicError naming the columns that the file does not have: a column of people that has
    another name today must not slip through.
    """
    content = path.read_bytes()
    if not left_out:
        return content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    header = rows[0] if rows else []
    missing = [column for column in left_out if column not in header]
    if missing:
        raise CivicError(
            f"These columns should be left out, and the file has none of that name: "
            f"{', '.join(missing)}.",
            place=Place(file=str(path)),
            advice="Give the columns their present names in the demo's catalogue.",
        )
    kept = [number for number, column in enumerate(header) if column not in left_out]
    text = io.StringIO()
    csv.writer(text).writerows(
        [row[number] for number in kept if number < len(row)] for row in rows
    )
    return text.getvalue().encode()
