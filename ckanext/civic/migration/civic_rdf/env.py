"""Alembic's environment for the tables of civic_rdf."""

from pathlib import Path

from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
VERSION_TABLE = f"{Path(__file__).resolve().parent.name}_alembic_version"


def run_offline() -> None:
    """Write the migrations as SQL."""
    context.configure(
        url=config.get_main_option("sqlalchemy.url"),
        target_metadata=None,
        literal_binds=True,
        version_table=VERSION_TABLE,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the migrations on the database."""
    engine = engine_from_config(
        config.get_section(config.config_ini_section) or {},
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=None, version_table=VERSION_TABLE)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
