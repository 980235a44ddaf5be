"""Roles and databases on a PostgreSQL server, ours or one that exists already."""

from __future__ import annotations

import threading
import urllib.parse
from contextlib import closing
from typing import Any

from ckanext.civic.core.errors import CivicError, Place

# PostgreSQL copies template1 under a lock: one database at a time
_ONE_AT_A_TIME = threading.Lock()


class Databases:
    """Make what a portal needs; ``server`` is the URL of a role that may make roles."""

    def __init__(self, server: str) -> None:
        self._server = server

    def ensure(self, name: str, password: str, *, is_lasting: bool = True) -> str:
        """Make role and database ``name`` where missing; answer the database's URL.

        The role's password is set to ``password`` each time. Only the role may connect. What is
        not lasting, as in tests, commits without waiting for the disk: 3.7 ms less a time.
        """
        from psycopg2 import sql

        with _ONE_AT_A_TIME, closing(self._connect()) as connection, connection.cursor() as cursor:
            role = sql.Identifier(name)
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
            verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
            statement = sql.SQL("{} ROLE {} LOGIN PASSWORD %s").format(verb, role)
            cursor.execute(statement, (password,))
            if not is_lasting:
                cursor.execute(sql.SQL("ALTER ROLE {} SET synchronous_commit = off").format(role))
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
            if not cursor.fetchone():
                # a role that may make roles without being superuser must first be a member
                cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
                options = sql.SQL("OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(role)
                cursor.execute(sql.SQL("CREATE DATABASE {} ").format(role) + options)
            cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(role))
        return self.url(name, password)

    def url(self, name: str, password: str) -> str:
        """Answer the URL of the database ``name`` for its own role."""
        parts = urllib.parse.urlsplit(self._server)
        place = parts.netloc.rpartition("@")[2]
        query = f"?{parts.query}" if parts.query else ""
        return f"postgresql://{name}:{urllib.parse.quote(password, safe='')}@{place}/{name}{query}"

    def _connect(self) -> Any:
        import psycopg2

        try:
            connection = psycopg2.connect(self._server)
        except psycopg2.Error as error:
            raise CivicError(
                f"PostgreSQL does not let us in: {' '.join(str(error).split())}",
                place=Place(step="make databases"),
                advice="See civic logs postgres, or check CIVIC_POSTGRES_URL.",
            ) from error
        connection.autocommit = True
        return connection
