"""The election of the one sender of a kind: a lock of the database that a killed process loses.

The lock belongs to the connection with which mail is read and marked, so that whoever loses it can do
nothing more. SQLite has no such lock, but all of its processes share a disk.
"""

import contextlib
from zlib import crc32

from django.conf import settings
from django.db import connection

POSTGRESQL_LOCK = 0x6B636C7562 << 24  # any number near which nobody else locks in this database


class LeadershipLost(Exception):
    """Django has replaced the connection that held the lock."""


class Leadership:
    """The lock, held by this thread. `ensure` raises LeadershipLost when it is not any more."""

    def __init__(self):
        self._raw_connection = connection.connection

    def ensure(self):
        if connection.connection is not self._raw_connection:
            raise LeadershipLost


@contextlib.contextmanager
def leadership(name):
    """Take the lock of that name for the block. Yields the Leadership, or None while it is taken."""
    connection.ensure_connection()
    with LOCKS[connection.vendor](name) as locked:
        yield Leadership() if locked else None


@contextlib.contextmanager
def postgresql_lock(name):
    key = POSTGRESQL_LOCK + crc32(name.encode()) % 2**24
    locked = ask("SELECT pg_try_advisory_lock(%s)", key)
    yield locked
    if locked:
        ask("SELECT pg_advisory_unlock(%s)", key)


@contextlib.contextmanager
def mysql_lock(name):
    database = connection.settings_dict["NAME"]  # a lock is one of all databases of the server
    name = f"kclub:{name}:{database}"[:64]
    locked = ask("SELECT GET_LOCK(%s, 0)", name)
    yield locked
    if locked:
        ask("SELECT RELEASE_LOCK(%s)", name)


@contextlib.contextmanager
def file_lock(name):
    import fcntl  # not on Windows

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def ask(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


LOCKS = {"postgresql": postgresql_lock, "mysql": mysql_lock, "sqlite": file_lock}
