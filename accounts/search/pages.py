"""Pages of what a search has found, and how much of it there is."""

import re
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

COUNTED = 100  # of one kind; 99+ of more, and costs the same
CURSOR = re.compile("([0-9])-([0-9]{1,18})")


class ResultPage(NamedTuple):
    """Results, the best and newest first, and where the next page begins; None on the last one."""

    results: list
    cursor: str | None


def page_of(section, limit, after="", total=None):
    """Return the ResultPage of so many results of a section, from the cursor `after` on.

    A cursor is the rank and the key of the last result, so that what comes meanwhile moves nothing.
    `total` is how many there are in all, if that is known: nobody looks for more then.
    """
    rank, key = _position(after)
    found = []
    for number, rows in enumerate(section.ranked()):
        if number < rank:
            continue
        rows = section.newest_first(rows, key if number == rank else None)
        found += [(number, row) for row in rows[: limit + 1 - len(found)]]
        if len(found) > limit or len(found) == total:
            break
    shown = found[:limit]
    results = [row for _number, row in shown]
    section.prepare(results)
    more = len(found) > limit
    return ResultPage(results, f"{shown[-1][0]}-{shown[-1][1].pk}" if more else None)


def _position(cursor):
    """Return (rank, key) of a cursor; (0, None) for the beginning, and for what is no cursor."""
    match = CURSOR.fullmatch(cursor)
    return (int(match[1]), int(match[2])) if match else (0, None)


def count_results(sections):
    """Set `count` of these sections to how many results they have, at most COUNTED, by one query."""
    parts, params = [], []
    for section in sections:
        rows = section.results.order_by().values("pk")[:COUNTED]
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE 1 = 0", ()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # noqa: S608  # Django's own SQL
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        for section, number in zip(sections, cursor.fetchone(), strict=True):
            section.count = number
