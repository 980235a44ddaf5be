"""Runs one plugin's migrations; each plugin's ``env.py``, which Alembic loads, calls this."""

from __future__ import annotations

from alembic import context
from ckan.model.meta import metadata
from sqlalchemy import engine_from_config, pool


def run_migrations(plugin: str) -> None:
    """Bring the tables ``{plugin}_…`` to the version that Alembic was asked for."""

    def is_own_table(_object, name, type_, _reflected, _compare_to) -> bool:
        return type_ != "table" or name.startswith(f"{plugin}_")

    section = context.config.get_section(context.config.config_ini_section) or {}
    engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=f"{plugin}_alembic_version",
            include_object=is_own_table,
        )
        with context.begin_transaction():
            context.run_migrations()
