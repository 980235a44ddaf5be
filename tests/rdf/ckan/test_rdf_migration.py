"""The tables of civic_rdf come and go."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.cli.db import _run_migrations
from sqlalchemy import inspect, text

pytestmark = [pytest.mark.with_plugins("civic_rdf"), pytest.mark.usefixtures("civic_db")]

TABLES = {
    "civic_change",
    "civic_rdf_described_by",
    "civic_rdf_description",
    "civic_rdf_graph",
    "civic_rdf_mention",
    "civic_rdf_outbox",
}


def tables():
    model.Session.remove()
    return {name for name in inspect(model.meta.engine).get_table_names() if name in TABLES}


def test_migration_when_downgraded_then_leaves_nothing_and_can_be_done_again():
    assert tables() == TABLES
    _run_migrations("civic_rdf", forward=False, version="base")
    assert tables() == set()
    _run_migrations("civic_rdf")
    assert tables() == TABLES


def test_models_when_compared_then_have_the_columns_that_the_migration_made():
    inspector = inspect(model.meta.engine)
    for name in TABLES:
        made = {column["name"] for column in inspector.get_columns(name)}
        assert made == set(tk.BaseModel.metadata.tables[name].columns.keys())


def test_change_log_when_another_plugin_needs_it_then_it_stays():
    with model.meta.engine.begin() as connection:
        connection.execute(text("INSERT INTO civic_change_user VALUES ('civic_sync')"))
    _run_migrations("civic_rdf", forward=False, version="base")
    assert tables() == {"civic_change"}
    with model.meta.engine.begin() as connection:
        connection.execute(text("DELETE FROM civic_change_user"))
    _run_migrations("civic_rdf")
    assert tables() == TABLES
