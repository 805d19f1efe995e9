"""What the server reports of itself."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]


def test_the_server_says_how_it_is(client):
    assert client.get("/healthz").text == "ok"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "storage": "ok"})


def test_without_redis_the_server_is_degraded_not_dead(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "down")
