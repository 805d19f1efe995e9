"""Health checks for operators: whether the process answers, and which services work.

They are answered beside Django: whatever host is asked for, and however many pages hang. Each
service is asked in a thread of its own, one question at a time, so that one which hangs leaves one
thread behind, and an answer comes within BUDGET all the same.
"""

import asyncio
import json
import logging
import shutil
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from kclub.live.engine.hub import hub
from kclub.outbox import senders
from kclub.redis.client import redis_client
from kclub.server.security_headers import RAW_SECURITY_HEADERS

BUDGET = 1.5  # seconds for all services together
REDIS_TIMEOUT = 1  # seconds
MIN_FREE_BYTES = 200_000_000  # of the disk: the pictures of a few days
MAX_CLOCK_SKEW = 5  # seconds between this machine and the database
CLOCKS = {  # seconds since 1970, as the database knows them
    "sqlite": "SELECT (julianday('now') - 2440587.5) * 86400",
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
    "mysql": "SELECT unix_timestamp(sysdate(6))",
}

logger = logging.getLogger(__name__)


class Check:
    """A question to a service. What `ask` returns is the answer, and whatever it raises means "down"."""

    def __init__(self, ask):
        self.ask, self.answer = ask, None

    def start(self):
        """Ask, unless the last question still waits for its answer. Returns the Future."""
        if self.answer is None or self.answer.done():
            self.answer = Future()
            threading.Thread(target=self._run, args=[self.answer], daemon=True).start()
        return self.answer

    def _run(self, answer):
        try:
            told = self.ask()
        except Exception:  # each service fails in its own way
            logger.warning("%s: down", self.ask.__name__, exc_info=True)
            told = "down"
        finally:
            connection.close()
        answer.set_result(told)


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def clock():
    """Compare our clock with the database's, since what runs out does so by both."""
    with connection.cursor() as cursor:
        cursor.execute(CLOCKS[connection.vendor])
        skew = abs(time.time() - float(cursor.fetchone()[0]))
    return "ok" if skew < MAX_CLOCK_SKEW else f"{skew:.0f} s apart from the database"


def storage():
    """Write to the disk, and see how much is free, or ask the bucket."""
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists("readyz")
        return "ok"
    default_storage.delete(default_storage.save("readyz", ContentFile(b"")))
    return "ok" if shutil.disk_usage(default_storage.location).free > MIN_FREE_BYTES else "full"


def redis():
    timeouts = {"socket_timeout": REDIS_TIMEOUT, "socket_connect_timeout": REDIS_TIMEOUT}
    with redis_client(settings.REDIS_URL, **timeouts) as client:
        client.ping()
    return "ok"


def relay():
    """Whether what other workers write arrives here."""
    return "ok" if hub.relay.is_up else "down"


def deliveries():
    """Return {"mail": …, "pushes": …} as far as there are any: what waits, and what has failed."""
    return {sender.delivers: sender.state() for sender in senders if sender.is_needed()}


CHECKS = {ask.__name__: Check(ask) for ask in (database, clock, storage, redis, relay, deliveries)}
OF_REDIS = ("redis", "relay")


def report():
    """Return (what is told, whether the site can run): it runs without all but its database.

    Of mail and of pushes it tells how many wait, for how many seconds the oldest of them, and how
    many failed in a day.
    """
    asked = {
        name: check.start()
        for name, check in CHECKS.items()
        if settings.REDIS_URL or name not in OF_REDIS
    }
    wait(asked.values(), timeout=BUDGET)
    told = {name: answer.result() if answer.done() else "down" for name, answer in asked.items()}
    waiting = told.pop("deliveries")
    return told | (waiting if isinstance(waiting, dict) else {}), told["database"] == "ok"


class HealthChecks:
    """The ASGI application of /healthz and /readyz."""

    def __init__(self):
        self.thread = ThreadPoolExecutor(1, "readyz")
        self.report = None  # Future; whoever asks meanwhile gets the same

    async def __call__(self, scope, receive, send):
        """Answer GET and HEAD."""
        if scope["method"] not in ("GET", "HEAD"):
            await answer(send, scope, 405, "text/plain", "")
        elif scope["path"] == "/healthz":
            await answer(send, scope, 200, "text/plain", "ok")
        else:
            if self.report is None or self.report.done():
                self.report = asyncio.get_running_loop().run_in_executor(self.thread, report)
            told, is_ready = await asyncio.shield(self.report)
            text = json.dumps(told, ensure_ascii=False)
            await answer(send, scope, 200 if is_ready else 503, "application/json", text)


async def answer(send, scope, status, content_type, text):
    body = text.encode()
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *RAW_SECURITY_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


PATHS = ("/healthz", "/readyz")
