"""Queries compiled to SQL once, for the few that every page or every message needs.

Django takes longer to write a query's SQL than the database to answer it. Here only values change:

    FIND = CompiledSelect(lambda: Session.objects.select_related("user").filter(pk=Param("key")))
    FIND.first(key="…")

    READ = CompiledUpdate(
        lambda: Occupancy.objects.filter(pk=Param("pk")), read_up_to=Param("number")
    )
    READ.execute(pk=12, number=345)

A query keeps what Django's compiler has made, and Django's ModelIterable makes objects of the rows.
PostgreSQL keeps its plans as well: each connection prepares the statements it is sent here.
Django promises none of this, so a version guard watches Django. With `settings.ACCELERATORS` off
all of them run as the ordinary querysets they are written as.
"""

from copy import copy

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql import UpdateQuery

from kclub.db.prepared_statements import prepared_statements
from kclub.db.query_params import Param, binding
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W001",
    hint="Compare its ModelIterable with CompiledQuerySet, and run tests/test_compiled_queries.py.",
)


class CompiledQuery:
    """A query on the queryset that `make_queryset()` returns once all models are there."""

    def __init__(self, make_queryset):
        self.make_queryset = make_queryset
        self.compiled = None  # (compiler, SQL, parameters), after the first use

    def compiler(self, values):
        """Return Django's compiler of the query with its SQL ready, for these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        if self.compiled is None:
            compiler = self.query().get_compiler(DEFAULT_DB_ALIAS)
            self.compiled = compiler, *compiler.as_sql()
        compiler, sql, params = self.compiled
        compiler = copy(compiler)
        compiler.connection = connection  # this thread's
        params = tuple(p.bind(values, connection) if isinstance(p, Param) else p for p in params)
        compiler.as_sql = lambda: (sql, params)
        return compiler


class CompiledSelect(CompiledQuery):
    """A SELECT of the objects a queryset finds."""

    def query(self):
        return self.make_queryset().query

    def first(self, **values):
        """Return the first object found with these values, or None."""
        return next(iter(self.all(**values)), None)

    def all(self, **values):
        """Return a list of the objects found with these values."""
        if not settings.ACCELERATORS:
            with binding(values):
                return list(self.make_queryset())
        connection = connections[DEFAULT_DB_ALIAS]
        try:
            return self._all(values)
        except NotSupportedError:  # a migration has changed a column: all has to be planned anew
            if connection.in_atomic_block:
                raise
            connection.close()
            return self._all(values)

    def _all(self, values):
        with prepared_statements():
            return list(ModelIterable(CompiledQuerySet(self.compiler(values))))


class CompiledQuerySet:
    """The part of a QuerySet that ModelIterable uses, around a compiler whose SQL is ready."""

    db = DEFAULT_DB_ALIAS
    _fetch_mode = models.FETCH_ONE
    _known_related_objects = {}

    def __init__(self, compiler):
        self.query, self.compiler = self, compiler

    def get_compiler(self, using):
        return self.compiler


class CompiledUpdate(CompiledQuery):
    """An UPDATE of what a queryset finds."""

    def __init__(self, make_queryset, **columns):
        super().__init__(make_queryset)
        self.columns = columns

    def query(self):
        query = self.make_queryset().query.chain(UpdateQuery)
        query.add_update_values(self.columns)
        return query

    def execute(self, **values):
        """Update what is found with these values. Returns the number of rows."""
        if not settings.ACCELERATORS:
            with binding(values):
                return self.make_queryset().update(**self.columns)
        with prepared_statements():
            return self.compiler(values).execute_sql("row count")
