"""An index of pairs of letters, by which a database finds any part of a text from two letters on.

    class MessageQuerySet(SearchableQuerySet): ...

    SearchIndex("rooms.Message", place="room_id")
    SearchIndex("clubs.Post", title="folded_title")

    Message.objects.filter(room__in=keys).containing("사진", places=keys).newest_first()[:20]

Each row has a `folded_text` (`kclub.db.fields.FoldedField`). The database itself keeps the index in
the transaction that writes the row, so that there is no second copy and nothing to keep in step: a
GIN index of PostgreSQL, a contentless FTS5 table of SQLite that triggers fill. `create_indexes` makes
what is missing after each `migrate`. MariaDB reads the texts.

An index holds all pairs of letters of a text, those of its title once more, marked, and the key of
its place, so that a search in one room among thousands looks at the messages of this one alone.
It knows nothing of permissions: these are conditions on the row, as it is now.
"""

import time
from itertools import pairwise

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.signals import connection_created
from django.db.models import F, Func
from django.db.models.fields import CharField
from django.db.models.signals import post_migrate

from kclub.db.fields import holds_words
from kclub.text.search_words import search_words

IN_TITLE, IN_PLACE = "t", "in"  # what marks a pair of the title and a place
COMMON = 0.02  # of all rows: what stands in more of them is met soon, going back from the newest
STATISTICS_KEPT = 600  # seconds, in a process
PENDING_KB = 256  # of an index of PostgreSQL: what is written, but not yet in its tree
ASCII_TO_WIDE = {
    code: code + 0xFEE0 for code in range(0x21, 0x7F)
}  # FTS5 splits words at ASCII signs

indexes = []  # every SearchIndex


def pairs_of(text):
    """Return the pairs of neighbouring letters of a folded text, each once."""
    return list(dict.fromkeys(map("".join, pairwise(text))))


class SearchIndex:
    """The index of `folded_text` of a model; `title` and `place` are further columns of it."""

    def __init__(self, label, title=None, place=None):
        self.label, self.title, self.place = label, title, place
        self.columns = [column for column in ("folded_text", title, place) if column]
        self._common = {}, 0.0
        indexes.append(self)

    @property
    def model(self):
        return apps.get_model(self.label)

    @property
    def name(self):
        """The name of the index, or of the table that is one."""
        return f"{self.model._meta.db_table}_search"

    def keys(self, words, field="folded_text"):
        """Return what the index has for these folded words in a `field`; of one letter it has none."""
        mark = IN_TITLE if field == self.title else ""
        return [mark + pair for word in words for pair in pairs_of(word)]

    # PostgreSQL --------------------------------------------------------------------------

    @property
    def function(self):
        kinds = {self.title: "title", self.place: "place"}
        return "_".join(["search_keys", *(kinds[column] for column in self.columns[1:])])

    def keys_of_row(self):
        """Return the expression that PostgreSQL indexes."""
        return Func(*map(F, self.columns), function=self.function, output_field=KeysField())

    def share(self, keys, connection):
        """Return about which part of all rows PostgreSQL expects to have the rarest of the keys."""
        shares, read_at = self._common
        if time.monotonic() - read_at > STATISTICS_KEPT or not read_at:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT most_common_elems::text::text[], most_common_elem_freqs"
                    " FROM pg_stats WHERE tablename = %s",
                    [self.name],
                )
                elements, frequencies = cursor.fetchone() or ((), ())
            shares = dict(zip(elements or (), frequencies or (), strict=False))
            self._common = shares, time.monotonic()
        return min((shares.get(key, 0.0) for key in keys), default=1.0)


class KeysField(CharField):
    """What PostgreSQL's function returns: an array of texts."""


@KeysField.register_lookup
class HasAll(models.Lookup):
    """`keys__has_all=[…]`: the array has each of these."""

    lookup_name = "has_all"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sql(self, compiler, connection):
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} @> %s::text[]", [*params, list(self.rhs)]


@KeysField.register_lookup
class HasAny(HasAll):
    """`keys__has_any=[…]`: the array has one of these."""

    lookup_name = "has_any"

    def as_sql(self, compiler, connection):
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} && %s::text[]", [*params, list(self.rhs)]


class SearchableQuerySet(models.QuerySet):
    """A queryset of rows with a SearchIndex."""

    def containing(self, text, field="folded_text", places=None):
        """Rows whose `field` holds every word of `text`, in any spelling.

        `places`, a list of keys of the index's place, must have those of all rows that are meant: it
        narrows what is looked at. Not for a subquery.
        """
        words = search_words(text)
        rows = self.filter(holds_words(text, field))
        index = next(each for each in indexes if each.model is self.model)
        keys = index.keys(words, field)
        narrow = NARROWING.get(connections[self.db].vendor)
        return narrow(rows, index, keys, places) if narrow and keys else rows

    def newest_first(self, before=None):
        """Rows by descending key; `before` is the last one of the page before."""
        table = f"{self.model._meta.db_table}_search"
        if table not in self.query.extra_tables:
            rows = self if before is None else self.filter(pk__lt=before)
            return rows.order_by("-pk")
        rows = self.extra(order_by=[f"-{table}.rowid"])  # which FTS5 gives one by one
        if before is None:
            return rows
        return rows.extra(where=[f'"{table}".rowid < %s'], params=[before])  # noqa: S610


def narrow_on_postgresql(rows, index, keys, places):
    if index.share(keys, connections[rows.db]) > COMMON:
        return rows  # the newest rows have it
    rows = rows.alias(search_keys=index.keys_of_row()).filter(search_keys__has_all=keys)
    if places is not None and index.place:
        rows = rows.filter(search_keys__has_any=[f"{IN_PLACE}{place}" for place in places])
    return rows


def narrow_on_sqlite(rows, index, keys, places):
    match = " AND ".join(f'"{key.translate(ASCII_TO_WIDE)}"' for key in keys)
    if places is not None and index.place:
        among = " OR ".join(f"{IN_PLACE}{place}" for place in places) or f"{IN_PLACE}0"
        match = f"({among}) AND {match}"
    table = rows.model._meta.db_table
    return rows.extra(  # noqa: S610  # an FTS5 table can only be joined so
        tables=[index.name],
        where=[f'"{index.name}" MATCH %s', f'"{index.name}".rowid = "{table}"."id"'],
        params=[match],
    )


NARROWING = {"postgresql": narrow_on_postgresql, "sqlite": narrow_on_sqlite}


# Making the indexes ------------------------------------------------------------------------


def create_indexes(using="default", app_label=None):
    """Create the indexes, of one app or of all, that the database does not have. Returns their names."""
    connection = connections[using]
    create = {"postgresql": create_on_postgresql, "sqlite": create_on_sqlite}.get(connection.vendor)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        present = [
            index
            for index in indexes
            if index.model._meta.db_table in tables
            and app_label in (None, index.model._meta.app_label)
        ]
        return [index.name for index in present if create and create(cursor, index, tables)]


def rebuild_index(index, using="default"):
    """Make the index anew while others search. On SQLite those who write wait for it."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'REINDEX INDEX CONCURRENTLY "{index.name}"')
    elif connection.vendor == "sqlite":
        with transaction.atomic(using), connection.cursor() as cursor:
            for event in TRIGGERS:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{index.name}_{event}"')
            cursor.execute(f'DROP TABLE IF EXISTS "{index.name}"')
            create_on_sqlite(cursor, index, [])


PAIRS = """
ARRAY(
    SELECT {mark} one || next FROM unnest(
        string_to_array({text}, NULL), (string_to_array({text}, NULL))[2:]
    ) AS pairs (one, next) WHERE next IS NOT NULL
)
"""


def create_on_postgresql(cursor, index, _tables):
    cursor.execute(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", [f'"{index.name}"']
    )
    match cursor.fetchone():
        case (True,):
            return False
        case (False,):  # it was interrupted
            cursor.execute(f'DROP INDEX "{index.name}"')
    types = ["text", *(["text"] if index.title else []), *(["bigint"] if index.place else [])]
    keys = [PAIRS.format(text="$1", mark="")]
    if index.title:
        keys.append(PAIRS.format(text="$2", mark=f"'{IN_TITLE}' ||"))
    if index.place:
        keys.append(f"ARRAY['{IN_PLACE}' || ${len(types)}]")
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {index.function}({', '.join(types)}) RETURNS text[]"
        f" LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$ SELECT {' || '.join(keys)} $body$"
    )
    columns = ", ".join(f'"{column}"' for column in index.columns)
    concurrently = "" if cursor.db.in_atomic_block else "CONCURRENTLY"  # others go on writing
    cursor.execute(
        f'CREATE INDEX {concurrently} "{index.name}" ON "{index.model._meta.db_table}"'
        f" USING gin ({index.function}({columns})) WITH (gin_pending_list_limit = {PENDING_KB})"
    )
    return True


TRIGGERS = {
    "insert": 'AFTER INSERT ON "{table}" BEGIN {add} END',
    "delete": 'AFTER DELETE ON "{table}" BEGIN {remove} END',
    "update": 'AFTER UPDATE OF {columns} ON "{table}" BEGIN {remove} {add} END',
}


def create_on_sqlite(cursor, index, tables):
    """Create the table, if need be, and its triggers, which a migration that makes the table anew drops."""
    table = index.model._meta.db_table
    columns = [f'"{column}"' for column in index.columns]

    def keys(row):
        title = f'{row}"{index.title}"' if index.title else "NULL"
        place = f'{row}"{index.place}"' if index.place else "NULL"
        return f'search_keys({row}"folded_text", {title}, {place})'

    into = f'INSERT INTO "{index.name}"'
    parts = {
        "table": table,
        "columns": ", ".join(columns),
        "add": f"{into} (rowid, keys) VALUES (new.id, {keys('new.')});",
        "remove": f"{into} (\"{index.name}\", rowid, keys) VALUES ('delete', old.id, {keys('old.')});",
    }
    is_new = index.name not in tables
    if is_new:
        options = "content = '', detail = none, columnsize = 0, tokenize = 'ascii'"
        cursor.execute(f'CREATE VIRTUAL TABLE "{index.name}" USING fts5 (keys, {options})')
        cursor.execute(f'{into} (rowid, keys) SELECT id, {keys("")} FROM "{table}"')  # noqa: S608
    for event, body in TRIGGERS.items():
        cursor.execute(
            f'CREATE TRIGGER IF NOT EXISTS "{index.name}_{event}" {body.format(**parts)}'
        )
    return is_new


def search_keys(text, title, place):
    """Return what the index of SQLite has for a row, as words."""
    keys = pairs_of(text)
    keys += [IN_TITLE + pair for pair in pairs_of(title or "")]
    words = " ".join(keys).translate(ASCII_TO_WIDE)
    return words if place is None else f"{words} {IN_PLACE}{place}"


def add_function(connection, **kwargs):
    if connection.vendor == "sqlite":
        connection.connection.create_function("search_keys", 3, search_keys, deterministic=True)


def create_after_migrate(app_config, using, **kwargs):
    create_indexes(using, app_config.label)


connection_created.connect(add_function, dispatch_uid="search_keys")
post_migrate.connect(create_after_migrate, dispatch_uid="search_indexes")
