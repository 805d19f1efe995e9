"""Prepared statements of PostgreSQL: it plans what a connection asks once, instead of every time.

Django does not document which cursor it has psycopg make, so a version guard watches Django.
"""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor

from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W006",
    hint="Look how its PostgreSQL backend makes cursors, and run tests/test_compiled_queries.py.",
)


@contextmanager
def prepared_statements():
    """Within, PostgreSQL plans each statement once; elsewhere Django has it plan every time."""
    connection = connections[DEFAULT_DB_ALIAS]
    psycopg_connection = connection.connection  # None before the first query
    if psycopg_connection is None or connection.vendor != "postgresql":
        yield
        return
    before = psycopg_connection.cursor_factory, psycopg_connection.prepare_threshold
    _configure(psycopg_connection, ServerBindingCursor, 0)
    try:
        yield
    finally:
        _configure(psycopg_connection, *before)


def _configure(psycopg_connection, cursor_factory, prepare_threshold):
    psycopg_connection.cursor_factory = cursor_factory
    psycopg_connection.prepare_threshold = prepare_threshold
