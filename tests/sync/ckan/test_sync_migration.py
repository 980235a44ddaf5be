"""The tables of civic_sync come and go."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.cli.db import _run_migrations
from sqlalchemy import inspect

pytestmark = [pytest.mark.with_plugins("civic_sync"), pytest.mark.usefixtures("civic_db")]

TABLES = {"civic_sync_peer", "civic_sync_run", "civic_sync_record"}


def tables():
    model.Session.remove()
    return {name for name in inspect(model.meta.engine).get_table_names() if name in TABLES}


def test_migration_when_downgraded_then_leaves_nothing_and_can_be_done_again():
    assert tables() == TABLES
    _run_migrations("civic_sync", forward=False, version="base")
    assert tables() == set()
    _run_migrations("civic_sync")
    assert tables() == TABLES


def test_models_when_compared_then_have_the_columns_that_the_migration_made():
    inspector = inspect(model.meta.engine)
    for name in TABLES:
        made = {column["name"] for column in inspector.get_columns(name)}
        assert made == set(tk.BaseModel.metadata.tables[name].columns.keys())
