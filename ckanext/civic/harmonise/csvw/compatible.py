"""Whether a table's header is what its schema says.

Source: Metadata Vocabulary for Tabular Data, 5.5.1 Schema Compatibility (the case of a processor
that does not validate).
"""

from __future__ import annotations

from collections.abc import Sequence

from .errors import Warn
from .languages import match
from .metadata.model import Column, Schema


def check_header(
    schema: Schema, titles: Sequence[Sequence[str]], language: str, name: str, warn: Warn
) -> None:
    """Warn when the header's titles, in ``language``, do not fit the schema's columns."""
    described = [column for column in schema.columns if not column.virtual]
    if len(described) != len(titles):
        warn(
            f"{name}: the metadata describes {len(described)} columns, but the file has"
            f" {len(titles)}"
        )
    for number, (column, found) in enumerate(zip(described, titles, strict=False), start=1):
        if not _fits(column, found, language):
            warn(
                f"{name}: column {number} is titled {', '.join(found)!r} ({language}), but"
                f" {dict(column.titles)} was described"
            )


def _fits(column: Column, found: Sequence[str], language: str) -> bool:
    titles = [(tag, text) for tag, texts in column.titles.items() for text in texts]
    if not titles or not found:
        return True  # one of the two has no titles: nothing that contradicts
    return any(text in found and match(tag, language) for tag, text in titles)
