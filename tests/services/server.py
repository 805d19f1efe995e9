"""K-Club itself under uvicorn, on a copy of the demo campus."""

import os
import shutil
import subprocess
import sys
import urllib.request

from dev import http_protocol
from tests.services.service import Service
from tests.sources import ROOT


class Server(Service):
    """K-Club under uvicorn, on a copy of the `campus` that nobody else touches.

    `campus` is what `make_campus` returned: SQLite, or the PostgreSQL `database` it was made
    in. From two `workers` on it needs a `redis`. `env` is added to its environment. `data` is
    its DATA_DIR; mail lies in `data / "mail"`.
    """

    scheme = "http"

    def __init__(self, campus, workers=1, *, database=None, redis=None, env=None):
        super().__init__()
        self.campus, self.workers = campus, workers
        self.database, self.redis = database, redis
        self.extra = env or {}

    def prepare(self):
        self.data = self.directory / "data"
        shutil.copytree(self.campus, self.data)
        database = self.database and self.database.create(f"server{self.port}", "campus")
        self.env = environment(self.data, database, self.redis) | self.extra

    def start_over(self):
        """Start anew on a fresh copy of the campus. It has to be one on SQLite."""
        self.stop()
        shutil.rmtree(self.data)
        self.prepare()
        self.start()

    def command(self):
        uvicorn = [sys.executable, "-m", "uvicorn", "kclub.asgi:application"]
        address = ["--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        http = ["--http", http_protocol(self.env)]
        return [*uvicorn, *address, *http, "--timeout-graceful-shutdown", "3"]

    def answers(self):
        return urllib.request.urlopen(f"{self.url}/healthz", timeout=10).status == 200

    def spawn(self, command, env=None):
        return super().spawn(command, env or self.env)

    def manage(self, *command):
        """Run a management command on its data."""
        self.run([sys.executable, "manage.py", *command])


def make_campus(directory, database=None):
    """Load the demo campus into `directory`, to be copied by servers. Returns the directory.

    With a PostgreSQL `database` the rows go to its database `campus` instead.
    """
    directory.mkdir(exist_ok=True)
    env = environment(directory, database and database.create("campus"))
    for command in ["migrate", "demo"]:
        manage = [sys.executable, "manage.py", command]
        result = subprocess.run(manage, cwd=ROOT, env=env, capture_output=True, text=True)
        if result.returncode:
            raise RuntimeError(f"manage.py {command} failed:\n{result.stderr}")
    return directory


def environment(data, database=None, redis=None):
    """Return the environment of a K-Club that keeps its files in `data`."""
    env = os.environ | {"DEBUG": "true", "DATA_DIR": str(data)}
    env |= {"DATABASE_URL": database or "", "REDIS_URL": redis.url if redis else ""}
    return {name: value for name, value in env.items() if value}
