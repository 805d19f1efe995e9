"""Queries whose SQL is written once, for the few that every page or message asks.

To write a query's SQL costs Django more than asking the database takes. Here only values change:

    FIND = Select(lambda: Session.objects.select_related("user").filter(pk=Given("key")))
    FIND.first(key="…")

    READ = Update(lambda: Occupancy.objects.filter(pk=Given("pk")), read_up_to=Given("number"))
    READ.run(pk=12, number=345)

    INSERT = Insert()
    INSERT.run(message)

It keeps what Django's compiler has made, and lets Django's ModelIterable make objects of the rows.
PostgreSQL keeps its plans as well: each connection prepares what it is asked here.
Django promises none of this, so a version guard watches Django.
"""

from contextlib import contextmanager
from copy import copy

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.query import ModelIterable
from django.db.models.sql import InsertQuery, UpdateQuery

from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W001",
    hint="Compare its ModelIterable with Asked, and run tests/test_compiled_queries.py.",
)


class Given(models.Expression):
    """The place of a value in a query; it is handed over as it is for a column of `output_field`."""

    def __init__(self, name, output_field=None):
        super().__init__(output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def bind(self, values, connection):
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Statement:
    def __init__(self, make):
        self.make = make  # called late, when all models are there
        self.written = None

    def compiler(self, values):
        """Django's compiler, which has done its work already, with these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        if self.written is None:
            compiler = self.query().get_compiler(DEFAULT_DB_ALIAS)
            self.written = compiler, *compiler.as_sql()
        compiler, sql, params = self.written
        compiler = copy(compiler)
        compiler.connection = connection  # this thread's
        params = tuple(p.bind(values, connection) if isinstance(p, Given) else p for p in params)
        compiler.as_sql = lambda: (sql, params)
        return compiler


class Select(Statement):
    """The objects a queryset finds."""

    def query(self):
        return self.make().query

    def first(self, **values):
        return next(iter(self.all(**values)), None)

    def all(self, **values):
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            with preparing():
                return self._all(values)
        except NotSupportedError:  # a migration has changed a column: all has to be planned anew
            if connection.in_atomic_block:
                raise
            connection.close()
            return self._all(values)

    def _all(self, values):
        return list(ModelIterable(Asked(self.compiler(values))))


class Asked:
    """As much of a QuerySet as ModelIterable looks at."""

    db = DEFAULT_DB_ALIAS
    _fetch_mode = models.FETCH_ONE
    _known_related_objects = {}

    def __init__(self, compiler):
        self.query, self.compiler = self, compiler

    def get_compiler(self, using):
        return self.compiler


class Update(Statement):
    """An UPDATE of what a queryset finds."""

    def __init__(self, make, **columns):
        super().__init__(make)
        self.columns = columns

    def query(self):
        query = self.make().query.chain(UpdateQuery)
        query.add_update_values(self.columns)
        return query

    def run(self, **values):
        """Returns the number of rows."""
        with preparing():
            return self.compiler(values).execute_sql("row count")


class Insert:
    """Objects of one model, new to the database, whose key that makes. It sends no signals."""

    def __init__(self):
        self.written = None

    def run(self, instance):
        connection, meta = connections[DEFAULT_DB_ALIAS], instance._meta
        sql, fields, returning = self.written = self.written or self.write(instance, connection)
        values = [field.pre_save(instance, add=True) for field in fields]
        params = [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, values, strict=True)
        ]
        with preparing(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            if returning:
                (instance.pk,) = cursor.fetchone()
            else:
                instance.pk = connection.ops.last_insert_id(cursor, meta.db_table, meta.pk.column)
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS

    def write(self, instance, connection):
        meta = instance._meta
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


@contextmanager
def preparing():
    """In here PostgreSQL plans what it is asked once; elsewhere Django has it plan every time."""
    connection = connections[DEFAULT_DB_ALIAS]
    held = connection.connection  # psycopg's; None before the first query
    if held is None or connection.vendor != "postgresql":
        yield
        return
    usual = held.cursor_factory, held.prepare_threshold
    held.cursor_factory, held.prepare_threshold = ServerBindingCursor, 0
    try:
        yield
    finally:
        held.cursor_factory, held.prepare_threshold = usual
