"""Run the migrations of civic_rdf; CKAN calls this through Alembic."""

from ckanext.civic.migration.environment import run_migrations

run_migrations("civic_rdf")
