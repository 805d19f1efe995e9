"""Private Redis, PostgreSQL, MariaDB, Pushpin and K-Club servers for the tests.

Each is a context manager, listens on a free port of its own, keeps its files in a temporary
directory, and ends with the process that started it, however that one ends:

    with PostgreSQL() as database, Redis() as redis:
        campus = make_campus(tmp_path / "campus", database)
        with Server(campus, workers=2, database=database, redis=redis) as server:
            page.goto(server.url)

They raise `Missing` for a program that this machine does not have.
"""

from tests.services.databases import MariaDB, PostgreSQL
from tests.services.programs import (
    Missing,
    find_chromium,
    find_gettext,
    free_port,
    guarded,
    missing,
    program,
)
from tests.services.pushpin import Pushpin
from tests.services.redis_server import NO_RETRY, Redis
from tests.services.server import Server, environment, make_campus
from tests.services.service import Service, running

__all__ = [
    "NO_RETRY",
    "MariaDB",
    "Missing",
    "PostgreSQL",
    "Pushpin",
    "Redis",
    "Server",
    "Service",
    "environment",
    "find_chromium",
    "find_gettext",
    "free_port",
    "guarded",
    "make_campus",
    "missing",
    "program",
    "running",
]
