"""A server process of our own, which ends with the process that started it."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pymysql
import redis

from tests.services.programs import IS_ROOT, free_port, guarded
from tests.sources import ROOT

running = []  # services, oldest first: their logs are shown when a test fails


class Service:
    """A server process of our own. `url` says where, `directory` holds its files and `log`."""

    scheme = user = None
    end = signal.SIGTERM  # the signal that stops it quickly and cleanly
    start_timeout = 30  # seconds to start

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
        """Do what has to be done once, before the first start."""

    def command(self):
        """Return the command line of the server."""
        raise NotImplementedError

    def answers(self):
        """Return whether the server is up; it may raise OSError when it is not."""
        raise NotImplementedError

    def start(self):
        self.process = self.spawn(self.command())
        deadline = time.monotonic() + self.start_timeout
        while not self._is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{type(self).__name__} did not start:\n{self.tail()}")
            time.sleep(0.05)

    def stop(self):
        """End the process with everything it started. Returns when they are gone."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(self.end)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.kill()

    def kill(self):
        """Kill the process at once, like a crash."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self):
        self.stop()
        self.start()

    @contextlib.contextmanager
    def paused(self):
        """Pause the process in the block: it keeps its connections open and answers nothing."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def spawn(self, command, env=None):
        """Start `command` in a process group of its own; the kernel ends it if we die."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [str(argument) for argument in guarded(command, self.end, self.user)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=(env or os.environ) | {"TMPDIR": str(self.directory)},
                cwd=ROOT if self.user is None else self.directory,
                start_new_session=True,
            )

    def run(self, command, env=None):
        """Run `command` to its end, with the user and the log of the server."""
        if self.spawn(command, env).wait(300):
            raise RuntimeError(f"{command[0]} failed:\n{self.tail()}")

    def tail(self, lines=60):
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])

    def own_directory(self):
        if IS_ROOT and self.user:
            shutil.chown(self.directory, self.user, self.user)

    def _is_up(self):
        try:
            return self.answers()
        except (OSError, redis.RedisError, psycopg.Error, pymysql.Error):
            return False
