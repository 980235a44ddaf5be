"""Run the migrations of civic_sync; CKAN calls this through Alembic."""

from __future__ import annotations

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool

PLUGIN = "civic_sync"


def include_object(_object, name, type_, _reflected, _compare_to) -> bool:
    """Keep Alembic's eyes on this plugin's own tables."""
    return type_ != "table" or name.startswith(PLUGIN)


def run() -> None:
    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=f"{PLUGIN}_alembic_version",
            include_object=include_object,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
