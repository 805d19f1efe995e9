"""Parameters of queries: placeholders of values that are given each time a query runs."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

bound_values = ContextVar("bound_values", default=None)  # of a query that runs as a plain queryset


class Param(models.Expression):
    """The placeholder of a value in a query, prepared as one for a column of `output_field`."""

    def __init__(self, name, output_field=None):
        super().__init__(output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        values = bound_values.get()
        return "%s", [self if values is None else self.bind(values, connection)]

    def bind(self, values, connection):
        """Return its value among `values`, {name: value}, as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


@contextmanager
def binding(values):
    """Within, every Param stands for its value."""
    token = bound_values.set(values)
    try:
        yield
    finally:
        bound_values.reset(token)
