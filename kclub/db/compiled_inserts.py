"""An INSERT compiled to SQL once, for rows that are written as often as messages.

    INSERT = CompiledInsert()
    INSERT.execute(message)
    INSERT.execute_copies(notification, ["user_id"], [(7,), (12,)])  # in a fraction of bulk_create

Django promises nothing of its compiler, so a version guard watches Django. With
`settings.ACCELERATORS` off each is an ordinary `save()`.
"""

from copy import copy
from itertools import batched, chain, count, repeat

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

MOST_AT_ONCE = 5000  # rows; SQLite takes some 32,000 parameters


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
        params = [value_of(field, instance, connection) for field in fields]
        with prepared_statements(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            instance.pk = _new_key(type(instance), cursor, connection, returning)
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS

    def execute_copies(self, instance, differing, rows):
        """Insert the new `instance` once for each of `rows`, by as few statements as it takes.

        A row is a tuple of the values of those attributes in which the copies differ, whose names
        are `differing`. If there is only one, `instance` becomes it, and has its key.
        """
        if len(rows) == 1:
            set_attributes(instance, differing, rows[0])
            self.execute(instance)
        elif rows and not settings.ACCELERATORS:
            copies = [set_attributes(copy(instance), differing, row) for row in rows]
            type(instance).objects.bulk_create(copies)
        else:
            for some in batched(rows, MOST_AT_ONCE):
                self._execute_copies(instance, differing, some)

    def _execute_copies(self, instance, differing, rows):
        connection = connections[DEFAULT_DB_ALIAS]
        if self.compiled_many is None:
            self.compiled_many = compile_insert(instance, may_return=False)
        sql, fields, _returning = self.compiled_many
        insert, _values, row = sql.partition(" VALUES ")
        values = dict(zip(differing, zip(*rows, strict=True), strict=True))
        columns = {
            field.attname: values_of(field, values[field.attname], connection)
            if field.attname in values
            else value_of(field, instance, connection)
            for field in fields
        }
        with connection.cursor() as cursor:
            if connection.vendor in SELECTS:
                select = SELECTS[connection.vendor]
                cursor.execute(*select(insert, fields, columns, values, connection))
                return
            each = [
                columns[name] if name in values else repeat(columns[name], len(rows))
                for name in columns
            ]
            most = connection.ops.bulk_batch_size(fields, rows)
            for batch in batched(zip(*each, strict=True), most):
                markers = ", ".join([row] * len(batch))
                cursor.execute(f"{insert} VALUES {markers}", list(chain.from_iterable(batch)))


def insert_of_arrays(insert, fields, columns, differing, connection):
    """Return (sql, params) for PostgreSQL: each column that differs is one array, not 500 markers.

    psycopg reads every marker of a statement, which takes longer than the rows do.
    """
    several = [field for field in fields if field.attname in differing]
    types = ", ".join(f"%s::{field.db_type(connection)}[]" for field in several)
    names = ", ".join(f"column{number}" for number, _field in enumerate(several, 1))
    source = f"unnest({types}) AS rows ({names})"
    params = [columns[field.attname] for field in several]
    return insert_of_select(insert, fields, columns, differing, source, params)


def insert_of_values(insert, fields, columns, differing, _connection):
    """Return (sql, params) for SQLite: what is the same in all rows is one parameter."""
    rows = list(zip(*(columns[f.attname] for f in fields if f.attname in differing), strict=True))
    markers = ", ".join([f"({', '.join(['%s'] * len(differing))})"] * len(rows))
    source = f"(VALUES {markers}) AS rows"
    return insert_of_select(insert, fields, columns, differing, source, chain.from_iterable(rows))


def insert_of_select(insert, fields, columns, differing, source, params):
    """Return (sql, params) that insert what differs from `source`, which has column1, column2, …"""
    numbers = count(1)
    selected = ", ".join(
        f"rows.column{next(numbers)}" if field.attname in differing else "%s" for field in fields
    )
    same = [value for name, value in columns.items() if name not in differing]
    return f"{insert} SELECT {selected} FROM {source}", [*same, *params]  # noqa: S608


SELECTS = {"postgresql": insert_of_arrays, "sqlite": insert_of_values}


def set_attributes(instance, names, values):
    """Set these attributes of the instance to these values. Return it."""
    for name, value in zip(names, values, strict=True):
        setattr(instance, name, value)
    return instance


def value_of(field, instance, connection):
    """Return what is written of the instance's field."""
    return field.get_db_prep_save(field.pre_save(instance, add=True), connection)


def values_of(field, values, connection):
    """Return what is written for each of these values of a field; what many share is made once."""
    made = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [made[value] for value in values]


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
