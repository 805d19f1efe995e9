"""The election of the one sender: a lock of the database that a killed process loses.

The lock belongs to the connection with which mail is read and marked, so that whoever loses it can do
nothing more. SQLite has no such lock, but all of its processes share a disk.
"""

import contextlib

from django.conf import settings
from django.db import connection

POSTGRESQL_LOCK = 0x6B636C7562  # any number that nobody else locks in this database


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
def leadership():
    """Take the lock for the block. Yields the Leadership, or None while another sender has it."""
    connection.ensure_connection()
    with LOCKS[connection.vendor]() as locked:
        yield Leadership() if locked else None


@contextlib.contextmanager
def postgresql_lock():
    locked = ask("SELECT pg_try_advisory_lock(%s)", POSTGRESQL_LOCK)
    yield locked
    if locked:
        ask("SELECT pg_advisory_unlock(%s)", POSTGRESQL_LOCK)


@contextlib.contextmanager
def mysql_lock():
    name = f"kclub:{connection.settings_dict['NAME']}"[:64]  # it locks all of the server
    locked = ask("SELECT GET_LOCK(%s, 0)", name)
    yield locked
    if locked:
        ask("SELECT RELEASE_LOCK(%s)", name)


@contextlib.contextmanager
def file_lock():
    import fcntl  # not on Windows

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "sender.lock").open("w") as file:
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
