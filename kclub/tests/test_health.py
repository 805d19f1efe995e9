"""What the server reports of itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kclub.outbox.models import OutgoingMail

NOTHING = {"waiting": 0, "oldest": 0, "failed": 0}
NOTHING_WAITS = {"mail": NOTHING, "pushes": NOTHING}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def test_the_server_says_how_it_is(client):
    assert client.get("/healthz").text == "ok"
    answer = client.get("/readyz")
    services = {"database": "ok", "storage": "ok"}
    assert (answer.status_code, answer.json()) == (200, services | NOTHING_WAITS)


def test_without_redis_the_server_is_degraded_not_dead(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "down")


def test_without_storage_the_server_is_degraded_not_dead(client, monkeypatch):
    class Broken:
        def exists(self, name):
            raise OSError("the disk is gone")

    monkeypatch.setattr("kclub.views.health.default_storage", Broken())
    answer = client.get("/readyz")
    services = {"database": "ok", "storage": "down"}
    assert (answer.status_code, answer.json()) == (200, services | NOTHING_WAITS)


def test_the_server_says_how_much_mail_waits_and_since_when(client):
    now = timezone.now()
    for minutes, failed in [(5, False), (90, False), (60, True), (60 * 48, True)]:
        at = now - timedelta(minutes=minutes)
        due = {"due_at": None, "failed_at": at} if failed else {}
        OutgoingMail.objects.create(recipient="bom@saebom.example", created_at=at, **due)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    told = answer.json()["mail"]
    assert (told["waiting"], told["failed"]) == (2, 1)
    assert 90 * 60 <= told["oldest"] < 91 * 60


def test_where_nothing_is_pushed_nothing_is_said_of_it(client, settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert "pushes" not in client.get("/readyz").json()


def test_without_its_database_the_server_is_not_ready_but_alive(client, monkeypatch):
    monkeypatch.setattr("kclub.views.health.database_answers", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "down")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_looked_at(client, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
