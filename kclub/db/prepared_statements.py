"""Prepared statements of PostgreSQL: it plans what a connection asks once, instead of every time.

Which cursor psycopg makes is Django's own affair, so a version guard watches Django.
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
    psycopg = connection.connection  # None before the first query
    if psycopg is None or connection.vendor != "postgresql":
        yield
        return
    before = psycopg.cursor_factory, psycopg.prepare_threshold
    psycopg.cursor_factory, psycopg.prepare_threshold = ServerBindingCursor, 0
    try:
        yield
    finally:
        psycopg.cursor_factory, psycopg.prepare_threshold = before
