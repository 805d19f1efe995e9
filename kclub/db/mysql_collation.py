"""How MariaDB and MySQL compare text: character by character, as SQLite and PostgreSQL do.

As they come, they take José and Jose for one, and 민지🍎 and 민지🍌.
"""

from django.core.management import CommandError
from django.db import connections

CHARSET, COLLATION = "utf8mb4", "utf8mb4_bin"
COLUMN_OF_OTHERS = """
    SELECT DISTINCT table_name FROM information_schema.columns
    WHERE table_schema = DATABASE() AND collation_name <> %s
    AND character_set_name IS NOT NULL AND data_type <> 'json'
"""


def before_migrations(using, **signal):
    """Prepare the database that is about to be migrated; a receiver of `pre_migrate`."""
    if connections[using].vendor == "mysql":
        prepare(connections[using])


def prepare(connection):
    """Let the database and all its text compare so. Again it changes nothing.

    Raises CommandError where the database cannot hold every character, before its first table.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT @@character_set_database, @@collation_database, DATABASE()")
        charset, collation, name = cursor.fetchone()
        named = connection.ops.quote_name(name)
        if charset != CHARSET:
            raise CommandError(
                f"DATABASE_URL: the database {name} stores text as {charset}, in which Korean or emoji "
                f"get lost. Once: ALTER DATABASE {named} CHARACTER SET {CHARSET} COLLATE {COLLATION};"
            )
        if collation != COLLATION:
            cursor.execute(f"ALTER DATABASE {named} CHARACTER SET {CHARSET} COLLATE {COLLATION}")
        convert_tables(connection, cursor)


def convert_tables(connection, cursor):
    """Let the tables that are there already compare as new ones do."""
    cursor.execute(COLUMN_OF_OTHERS, [COLLATION])
    tables = [connection.ops.quote_name(table) for (table,) in cursor.fetchall()]
    with connection.constraint_checks_disabled():
        for table in tables:
            cursor.execute(
                f"ALTER TABLE {table} CONVERT TO CHARACTER SET {CHARSET} COLLATE {COLLATION}"
            )
