"""An INSERT compiled to SQL once, for rows that are written as often as messages.

    INSERT = CompiledInsert()
    INSERT.execute(message)
    INSERT.execute_many(notifications)  # as bulk_create, in a fraction of its time

Django promises nothing of its compiler, so a version guard watches Django. With
`settings.ACCELERATORS` off each is an ordinary `save()`.
"""

from itertools import batched, chain

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
        self.compiled = self.compiled_many = None

    def execute(self, instance):
        """Insert the new `instance`, and set its key."""
        if not settings.ACCELERATORS:
            instance.save(force_insert=True)
            return
        connection = connections[DEFAULT_DB_ALIAS]
        sql, fields, returning = self.compiled = self.compiled or compile_insert(instance)
        (params,) = zip(*(column(field, [instance], connection) for field in fields), strict=True)
        with prepared_statements(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            instance.pk = _new_key(type(instance), cursor, connection, returning)
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS

    def execute_many(self, instances):
        """Insert the new `instances`, a list, by as few statements as the database takes.

        Only the key of a single one is set.
        """
        if len(instances) == 1:
            self.execute(instances[0])
        elif instances and not settings.ACCELERATORS:
            type(instances[0]).objects.bulk_create(instances)
        elif instances:
            self._execute_many(instances)

    def _execute_many(self, instances):
        connection = connections[DEFAULT_DB_ALIAS]
        if self.compiled_many is None:
            self.compiled_many = compile_insert(instances[0], may_return=False)
        sql, fields, _returning = self.compiled_many
        insert, _values, row = sql.partition(" VALUES ")
        rows = zip(*(column(field, instances, connection) for field in fields), strict=True)
        with connection.cursor() as cursor:
            for batch in batched(rows, connection.ops.bulk_batch_size(fields, instances)):
                values = ", ".join([row] * len(batch))
                cursor.execute(f"{insert} VALUES {values}", list(chain.from_iterable(batch)))


def column(field, instances, connection):
    """Return what is written of a field for each of the instances; what many share is made once."""
    written, made = [], {}
    for instance in instances:
        value = field.pre_save(instance, add=True)
        if id(value) not in made:
            made[id(value)] = (field.get_db_prep_save(value, connection), value)  # kept alive
        written.append(made[id(value)][0])
    return written


def compile_insert(instance, *, may_return=True):
    """Return (sql, the fields of its parameters, whether it returns the new key)."""
    connection, meta = connections[DEFAULT_DB_ALIAS], instance._meta
    fields = [f for f in meta.concrete_fields if not f.generated and f is not meta.pk]
    query = InsertQuery(type(instance))
    query.insert_values(fields, [instance])
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    returning = may_return and connection.features.can_return_columns_from_insert
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
