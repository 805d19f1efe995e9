"""The site as a service, and what it is filled with."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests import services
from tests.sources import ROOT


class Site(services.Service):
    """The site under uvicorn, with a copy of what `seed` made."""

    scheme = "http"
    application = "kclub.asgi:application"
    settings = "tests.live.settings"
    http = "kclub.server.http_protocol:HttpProtocol"

    def __init__(self, seeded, workers, *, database=None, redis=None, env=None):
        super().__init__()
        self.extra = env or {}
        self.seeded, self.workers = seeded, workers
        self.database, self.redis = database, redis

    def prepare(self):
        url = self.database and self.database.create(f"site{self.port}", "site")
        shutil.copytree(self.seeded, self.directory, dirs_exist_ok=True)
        self.env = environment(self.directory, url, self.redis)
        self.env |= {"DJANGO_SETTINGS_MODULE": self.settings} | self.extra
        made = json.loads((self.directory / "made").read_text())
        self.room, self.sessions = made["room"], made["sessions"]

    def command(self):
        uvicorn = [sys.executable, "-m", "uvicorn", self.application, "--no-access-log"]
        where = ["--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        return [*uvicorn, *where, "--http", self.http, "--timeout-graceful-shutdown", "3"]

    def spawn(self, command, env=None):
        return super().spawn(command, env or self.env)

    def answers(self):
        return urllib.request.urlopen(f"{self.url}/healthz", timeout=5).status == 200

    def wait(self):
        """Wait until somebody serves again."""
        deadline = time.monotonic() + self.start_timeout
        while not self._is_up():
            assert time.monotonic() < deadline
            time.sleep(0.05)

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
        """End one of the workers; on a busy machine the one killed before may be replaced late."""
        deadline = time.monotonic() + self.start_timeout
        while len(self.worker_pids()) <= number:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        os.kill(self.worker_pids()[number], with_signal)


def environment(data, database=None, redis=None):
    return services.environment(data, database, redis) | {
        "DJANGO_SETTINGS_MODULE": "tests.live.settings",
        "DEBUG": "false",  # which would keep every query
        "SECRET_KEY": "only-for-tests",
        "ALLOWED_HOSTS": "*",
        "HTTPS": "false",
        "EMAIL_URL": "file:",
        "SCHOOL_NAME": "새봄대학교",
    }


def seed(directory, database=None, users=250):
    """A room with users in it; their sessions are in the file `made`. Returns the directory."""
    command = [sys.executable, "-m", "tests.live.seed", str(users)]
    with (directory / "made").open("w") as made:
        env = environment(directory, database and database.create("site"))
        subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=made)
    return directory
