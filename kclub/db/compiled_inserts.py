"""An INSERT compiled to SQL once, for rows that are written as often as messages.

    INSERT = CompiledInsert()
    INSERT.execute(message)

Django promises nothing of its compiler, so a version guard watches Django. With
`settings.ACCELERATORS` off each is an ordinary `save()`.
"""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.sql import InsertQuery

from kclub.db.prepared_statements import prepared_statements
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W008",
    hint="Compare its SQLInsertCompiler with compile_insert, run tests/test_compiled_queries.py.",
)


class CompiledInsert:
    """An INSERT of objects of one model whose key the database makes. It sends no signals."""

    def __init__(self):
        self.compiled = None

    def execute(self, instance):
        """Insert the new `instance`, and set its key."""
        if not settings.ACCELERATORS:
            instance.save(force_insert=True)
            return
        connection = connections[DEFAULT_DB_ALIAS]
        sql, fields, returning = self.compiled = self.compiled or compile_insert(instance)
        params = [
            field.get_db_prep_save(field.pre_save(instance, add=True), connection)
            for field in fields
        ]
        with prepared_statements(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            instance.pk = _new_key(type(instance), cursor, connection, returning)
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS


def compile_insert(instance):
    """Return (sql, the fields of its parameters, whether it returns the new key)."""
    connection, meta = connections[DEFAULT_DB_ALIAS], instance._meta
    fields = [f for f in meta.concrete_fields if not f.generated and f is not meta.pk]
    query = InsertQuery(type(instance))
    query.insert_values(fields, [instance])
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    returning = connection.features.can_return_columns_from_insert
    compiler.returning_fields = [meta.pk] if returning else None
    ((sql, params),) = compiler.as_sql()
    if len(params) != len(fields):
        raise TypeError(f"{meta.label} has a field that is written as more than its value")
    return sql, fields, returning


def _new_key(model, cursor, connection, returning):
    """Return the key that the database has made for the new row."""
    if returning:
        return cursor.fetchone()[0]
    meta = model._meta
    return connection.ops.last_insert_id(cursor, meta.db_table, meta.pk.column)
