"""Alembic migrations, one folder a plugin: CKAN looks for them here."""
