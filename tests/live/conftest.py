"""Two workers of a small site of rooms, on a Redis of their own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import services
from tests.fixtures import needed


class Site(services.Service):
    """The site under uvicorn, with a room and `users` in it."""

    scheme = "http"

    def __init__(self, users, workers=2, *, database=None, redis=None):
        super().__init__()
        self.users, self.workers = users, workers
        self.database, self.redis = database, redis

    def prepare(self):
        url = self.database and self.database.create(f"site{self.port}")
        self.env = services.environment(self.directory, url, self.redis)
        self.env |= {
            "DJANGO_SETTINGS_MODULE": "tests.live.settings",
            "SECRET_KEY": "only-for-tests",
            "DEBUG": "true",
        }
        seed = [sys.executable, "-m", "tests.live.seed", str(self.users)]
        made = subprocess.run(
            seed, cwd=services.HERE, env=self.env, check=True, stdout=subprocess.PIPE
        )
        made = json.loads(made.stdout)
        self.room, self.sessions = made["room"], made["sessions"]

    def command(self):
        uvicorn = [sys.executable, "-m", "uvicorn", "kclub.asgi:application", "--no-access-log"]
        where = ["--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        return [*uvicorn, *where, "--timeout-graceful-shutdown", "3"]

    def spawn(self, command, env=None):
        return super().spawn(command, env or self.env)

    def answers(self):
        return services.urllib.request.urlopen(f"{self.url}/healthz", timeout=5).status == 200

    def worker_pids(self):
        """The processes that serve."""
        if self.workers == 1:
            return [self.process.pid]
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [
            int(pid)
            for pid in children.split()
            if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()
        ]

    def kill_worker(self, number=0, with_signal=signal.SIGKILL):
        os.kill(self.worker_pids()[number], with_signal)


@pytest.fixture
def redis():
    """A Redis that may be stopped."""
    needed(services.Redis.find)
    with services.Redis() as redis:
        yield redis


@pytest.fixture
def site(request):
    """`site(users)`: a running Site, ended with the test."""
    with contextlib.ExitStack() as stack:

        def start(users, workers=2, *, on_postgresql=False):
            database = request.getfixturevalue("postgresql") if on_postgresql else None
            redis = request.getfixturevalue("redis") if workers > 1 else None
            return stack.enter_context(Site(users, workers, database=database, redis=redis))

        yield start
