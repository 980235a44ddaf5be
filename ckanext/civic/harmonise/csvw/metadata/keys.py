"""Foreign keys that name tables and columns of the group.

Source: Metadata Vocabulary for Tabular Data, 5.5 (``resource``, ``schemaReference``).
"""

from __future__ import annotations

from ..urls import normalised
from .document import Document
from .model import ForeignKey, Table, TableGroup


def check_foreign_keys(group: TableGroup, document: Document) -> None:
    """Raise InvalidMetadata when a foreign key refers to nothing in the group."""
    for table in group.tables:
        for key in table.schema.foreign_keys if table.schema else ():
            referenced_table(key, group, document)


def referenced_table(key: ForeignKey, group: TableGroup, document: Document) -> Table:
    """Return the table that a foreign key refers to; raises InvalidMetadata."""
    here = document.at(key.place)
    if key.resource is not None:
        wanted = normalised(key.resource)
        found = [table for table in group.tables if table.url == wanted]
    else:
        wanted = normalised(key.schema or "")
        found = [
            table
            for table in group.tables
            if table.schema and table.schema.id and normalised(table.schema.id) == wanted
        ]
    if not found:
        raise here.fail(f"no table of the group is {wanted}")
    if len(found) > 1 and key.schema is not None:
        raise here.fail(f"more than one table of the group has the schema {wanted}")
    schema = found[0].schema
    names = {column.name for column in schema.columns} if schema else set()
    missing = [name for name in key.referenced_columns if name not in names]
    if missing:
        raise here.fail(f"{wanted} has no column {', '.join(missing)}")
    return found[0]
