"""The plugin's tables come and go with its migrations."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.cli.db import _run_migrations
from sqlalchemy import inspect

pytestmark = [pytest.mark.with_plugins("civic_harmonise"), pytest.mark.usefixtures("civic_db")]

FIRST = {"civic_harmonise_run"}
TABLES = {
    *FIRST,
    "civic_harmonise_check",
    "civic_harmonise_crosswalk",
    "civic_harmonise_draft",
    "civic_harmonise_gone_choice",
}


def tables():
    model.Session.remove()
    return {name for name in inspect(model.meta.engine).get_table_names() if name in TABLES}


def columns(name):
    return {column["name"] for column in inspect(model.meta.engine).get_columns(name)}


@pytest.mark.parametrize(("version", "left"), [("base", set()), ("civic_harmonise_0001", FIRST)])
def test_migration_when_downgraded_then_leaves_the_rest_and_can_be_done_again(version, left):
    assert tables() == TABLES
    _run_migrations("civic_harmonise", forward=False, version=version)
    assert tables() == left
    if left:
        assert "crosswalk_version" not in columns("civic_harmonise_run")
    _run_migrations("civic_harmonise")
    assert tables() == TABLES


def test_models_when_compared_then_have_the_columns_that_the_migrations_made():
    for name in TABLES:
        assert columns(name) == set(tk.BaseModel.metadata.tables[name].columns.keys())
