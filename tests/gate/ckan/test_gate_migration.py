"""The tables come and go with their migration."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from ckan import model

pytestmark = pytest.mark.ckan_config("ckan.plugins", "civic_gate")

TABLES = {"civic_gate_release", "civic_gate_log"}


def present() -> set[str]:
    return TABLES & set(sa.inspect(model.meta.engine).get_table_names())


def test_migration_when_undone_and_done_again_then_tables_go_and_come(scene, migrate_db_for):
    model.Session.remove()
    assert present() == TABLES
    migrate_db_for("civic_gate", "base", False)
    assert present() == set()
    migrate_db_for("civic_gate")
    assert present() == TABLES


def test_migration_when_done_then_the_columns_are_the_models(scene):
    from ckanext.civic.gate.model import GateLogEntry, GateRelease

    inspector = sa.inspect(model.meta.engine)
    for table in (GateRelease.__table__, GateLogEntry.__table__):
        stored = {column["name"] for column in inspector.get_columns(table.name)}
        assert stored == {column.name for column in table.columns}
