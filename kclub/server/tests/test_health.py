"""What the server reports of itself, whatever else is broken."""

import asyncio
import json
import threading
import time
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from kclub.asgi import application
from kclub.outbox.models import OutgoingMail
from kclub.server import health
from kclub.server.health import Check

NOTHING = {"waiting": 0, "oldest": 0, "failed": 0}
WELL = {"database": "ok", "clock": "ok", "storage": "ok", "mail": NOTHING, "pushes": NOTHING}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_checks(monkeypatch):
    """Checks that wait for no question of another test."""
    fresh = {name: Check(check.ask) for name, check in health.CHECKS.items()}
    monkeypatch.setattr(health, "CHECKS", fresh)
    return fresh


async def ask(path, method="GET", host="anything.example"):
    """The status, headers and text that are answered."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"host", host.encode())]}
    await application(scope | {"query_string": b"", "client": None}, None, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"].decode()


def readyz():
    """The status, and what is reported."""
    status, _headers, text = asyncio.run(ask("/readyz"))
    return status, json.loads(text)


def break_(monkeypatch, name):
    def broken():
        raise OSError("gone")

    monkeypatch.setitem(health.CHECKS, name, Check(broken))


@pytest.fixture
def hang(monkeypatch):
    """f(name): lets that service hang until the test is over; returns how often it was asked."""
    gate = threading.Event()

    def let_hang(name):
        asked = []

        def hanging():
            asked.append(name)
            gate.wait(30)
            return "ok"

        monkeypatch.setitem(health.CHECKS, name, Check(hanging))
        return asked

    yield let_hang
    gate.set()


def test_the_server_says_how_it_is():
    assert asyncio.run(ask("/healthz"))[::2] == (200, "ok")
    assert readyz() == (200, WELL)


def test_without_redis_the_server_is_degraded_not_dead(settings, monkeypatch):
    monkeypatch.setattr(health.hub.relay, "is_up", False)
    settings.REDIS_URL = "redis://127.0.0.1:1"
    assert readyz() == (200, WELL | {"redis": "down", "relay": "down"})


def test_without_storage_the_server_is_degraded_not_dead(monkeypatch):
    break_(monkeypatch, "storage")
    assert readyz() == (200, WELL | {"storage": "down"})


def test_a_folder_that_cannot_be_written_is_down(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert readyz() == (200, WELL | {"storage": "down"})


def test_a_disk_that_is_nearly_full_is_told_and_nothing_stays_on_it(
    settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    assert readyz()[1]["storage"] == "ok"
    monkeypatch.setattr(health, "MIN_FREE_BYTES", 10**18)
    assert readyz()[1]["storage"] == "full"
    assert default_storage.listdir("") == ([], [])


def test_without_its_database_the_server_is_not_ready_but_alive(monkeypatch):
    for name in ("database", "clock", "deliveries"):
        break_(monkeypatch, name)
    assert readyz() == (503, {"database": "down", "clock": "down", "storage": "ok"})
    assert asyncio.run(ask("/healthz"))[0] == 200


def test_a_clock_that_is_wrong_is_told(monkeypatch):
    now = time.time
    monkeypatch.setattr(health.time, "time", lambda: now() - 90)
    assert readyz() == (200, WELL | {"clock": "90 s apart from the database"})


def test_the_server_says_how_much_mail_waits_and_since_when():
    now = timezone.now()
    for minutes, failed in [(5, False), (90, False), (60, True), (60 * 48, True)]:
        at = now - timedelta(minutes=minutes)
        due = {"due_at": None, "failed_at": at} if failed else {}
        OutgoingMail.objects.create(recipient="bom@saebom.example", created_at=at, **due)
    told = readyz()[1]["mail"]
    assert (told["waiting"], told["failed"]) == (2, 1)
    assert 90 * 60 <= told["oldest"] < 91 * 60


def test_where_nothing_is_pushed_nothing_is_said_of_it(settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert "pushes" not in readyz()[1]


@pytest.mark.parametrize("name", ["storage", "clock", "deliveries"])
def test_what_hangs_holds_nothing_else_and_is_asked_once(name, hang, monkeypatch):
    monkeypatch.setattr(health, "BUDGET", 0.3)
    asked = hang(name)
    for _poll in range(3):
        status, told = readyz()
        assert (status, told["database"]) == (200, "ok")
        assert told.get(name, "down") == "down"
    assert asked == [name]


def test_a_database_that_hangs_is_down(hang, monkeypatch):
    monkeypatch.setattr(health, "BUDGET", 0.3)
    hang("database")
    assert readyz()[0] == 503


def test_a_service_that_comes_back_is_asked_again(monkeypatch):
    break_(monkeypatch, "storage")
    assert readyz()[1]["storage"] == "down"
    monkeypatch.setitem(health.CHECKS, "storage", Check(health.storage))
    assert readyz()[1]["storage"] == "ok"


def test_many_who_ask_at_once_ask_the_services_once(monkeypatch):
    asked = []

    def counted():
        asked.append(1)
        time.sleep(0.2)
        return "ok"

    monkeypatch.setitem(health.CHECKS, "storage", Check(counted))

    async def ask_all():
        return await asyncio.gather(*(ask("/readyz") for _each in range(20)))

    assert {status for status, _headers, _text in asyncio.run(ask_all())} == {200}
    assert len(asked) == 1


@pytest.mark.parametrize("path", health.PATHS)
def test_health_is_only_looked_at(path):
    assert asyncio.run(ask(path, "POST"))[0] == 405
    status, headers, text = asyncio.run(ask(path, "HEAD"))
    assert (status, text) == (200, "")
    assert headers[b"cache-control"] == b"no-store"
    assert int(headers[b"content-length"]) > 0


def test_it_answers_while_no_thread_of_a_page_is_free(monkeypatch):
    """Nor would Django's own answer, by HTTP and to that host."""
    monkeypatch.setattr("kclub.server.page_threads.ThreadPool.submit", lambda *_a, **_k: 1 / 0)
    assert readyz()[0] == 200
    assert asyncio.run(ask("/healthz", host="10.0.0.7:8000"))[0] == 200
