"""Counting rows in a subquery, no further than a page says."""

from django.db import connection
from django.db.models import Count, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce, Least


class CountedRows(Subquery):
    """The number of rows of a queryset that may be sliced."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def count_up_to(most, rows):
    """Return how many of the `rows`, which refer to an outer query, there are, as an expression.

    The database stops at `most` of them. MariaDB, which lets no subquery in FROM refer to the outer
    query, counts them all.
    """
    if connection.vendor != "mysql":
        return CountedRows(rows.values("pk")[:most])
    number = rows.order_by().annotate(one=Value(1)).values("one").values(n=Count("pk"))
    return Coalesce(Least(Subquery(number, output_field=IntegerField()), most), 0)
