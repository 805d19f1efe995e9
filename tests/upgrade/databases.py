"""Empty databases of each kind, how one is written down as SQL, and how it is read back."""

import contextlib
import re
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pymysql
from pymysql.constants import CLIENT

from tests import services

DUMPS = Path(__file__).parent
ONLY_FOR_CLIENTS = re.compile(r"^(SET |SELECT pg_catalog\.|\\|--|/\*M?!).*\n", re.MULTILINE)

COUNT_ON = """  -- a dump has no places of the counters that number new rows
DO $$ DECLARE counted record; BEGIN
  FOR counted IN SELECT table_name, column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND is_identity = 'YES' LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), max(%I)) FROM %I',
                   counted.table_name, counted.column_name, counted.column_name, counted.table_name);
  END LOOP;
END $$
"""


class SQLite:
    """A file of its own. `url` is what DATABASE_URL takes."""

    name = "sqlite"

    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="kclub-upgrade-")
        self.path = Path(self.directory.name) / "school.sqlite3"
        self.url = f"sqlite:///{self.path}"
        return self

    def __exit__(self, *exception):
        self.directory.cleanup()

    def dump(self):
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            return "\n".join(connection.iterdump()) + "\n"

    def restore(self, sql):
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(sql)


class PostgreSQL(services.PostgreSQL):
    """A server of its own with the empty database `kclub`."""

    name = "postgresql"

    def __enter__(self):
        super().__enter__()
        self.create("kclub")
        return self

    def dump(self):
        program = self.programs / "pg_dump"
        return plain_sql(program, "--inserts", "--no-owner", "--no-privileges", self.url)

    def restore(self, sql):
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql)
            connection.execute(COUNT_ON)


class MariaDB(services.MariaDB):
    """A server of its own with the empty database `kclub`."""

    name = "mariadb"

    def __enter__(self):
        super().__enter__()
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE kclub CHARACTER SET utf8mb4")
        return self

    def dump(self):
        program = services.program("mariadb-dump") or services.missing("mariadb-dump")
        where = ["--host=127.0.0.1", f"--port={self.port}", "--user=root"]
        return plain_sql(program, "--no-defaults", *where, "--skip-dump-date", "kclub")

    def restore(self, sql):
        with self.connect(database="kclub", client_flag=CLIENT.MULTI_STATEMENTS) as connection:
            with connection.cursor() as cursor:
                # as its own client does: tables in any order, generated columns without protest
                cursor.execute(f"SET foreign_key_checks = 0, sql_mode = '';\n{sql}")
                while cursor.nextset():
                    pass
            connection.commit()

    def connect(self, **options):
        return pymysql.connect(
            host="127.0.0.1", port=self.port, user="root", charset="utf8mb4", **options
        )


DATABASES = [SQLite, PostgreSQL, MariaDB]


def plain_sql(program, *arguments):
    """What a dump program writes, without the lines that only its own client understands."""
    command = [str(word) for word in (program, *arguments)]
    written = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return ONLY_FOR_CLIENTS.sub("", written.stdout)
