"""A proxy in front that nobody has said to believe is told of, for all visitors count as one there."""

import pytest

from accounts import login_limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog):
    """Return what the operator reads in the log after a log-in with these headers."""
    login_limits.tell_of_the_proxy.cache_clear()

    def told(client, times=1, **headers):
        for _each in range(times):
            client.post("/accounts/login/", {"login": "a@b.example", "password": "x"}, **headers)
        return [line.message for line in caplog.records if "TRUSTED_PROXY" in line.message]

    yield told
    login_limits.tell_of_the_proxy.cache_clear()


def test_a_proxy_is_told_of_once_with_what_to_set(client, told):
    [line] = told(client, times=3, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert "TRUSTED_PROXY_COUNT=1" in line
    assert "203.0.113.5" not in line


@pytest.mark.parametrize("forwarded", ["203.0.113.5", "198.51.100.7, 203.0.113.5"])
def test_one_that_the_server_believes_is_not(client, told, forwarded):
    assert not told(client, REMOTE_ADDR="203.0.113.5", HTTP_X_FORWARDED_FOR=forwarded)


def test_neither_is_one_that_is_counted(client, told, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert not told(client, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5")


def test_without_a_proxy_there_is_nothing_to_tell(client, told):
    assert not told(client, REMOTE_ADDR="203.0.113.5")
