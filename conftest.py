import os
import tempfile
from types import SimpleNamespace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kclub.settings")
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("DEMO", "true")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
data = tempfile.TemporaryDirectory(prefix="kclub-tests-")  # gone when the tests are
os.environ.setdefault("DATA_DIR", data.name)

import django

django.setup()  # here and not by the plugin, which would read the settings before these lines

import pytest
from django.core.cache import cache
from django.utils import translation

from kclub import live, rate_limits
from tests import factories

pytest_plugins = ["tests.fixtures", "tests.results"]


@pytest.fixture(autouse=True)
def plain_settings(settings):
    """Fast passwords, static files as they are written, and keys to push with."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.VAPID_PRIVATE_KEY = factories.VAPID_PRIVATE_KEY
    cache.clear()
    translation.deactivate()  # a request of the test before may have been an English one


@pytest.fixture
def allow(settings, monkeypatch):
    """`allow({"message": (1, 60)})` sets rate limits, whose clock stands still; `allow({})` only stops it."""

    def set_limits(limits):
        settings.RATE_LIMITS = settings.RATE_LIMITS | limits
        monkeypatch.setattr(rate_limits, "time", SimpleNamespace(time=lambda: 1_800_000_000))

    return set_limits


@pytest.fixture
def club(db):
    return factories.make_club()


@pytest.fixture
def user(db):
    return factories.make_user()


@pytest.fixture
def published(monkeypatch, django_capture_on_commit_callbacks):
    """`with published() as events`: what was said to the live layer, as (channel, event or id)."""
    from contextlib import contextmanager

    @contextmanager
    def capture():
        events = []
        with django_capture_on_commit_callbacks(execute=True):
            monkeypatch.setattr(
                live,
                "publish",
                lambda channel, html="", *, event="", id=None: events.append(
                    (channel, event or id)
                ),
            )
            monkeypatch.setattr(
                live,
                "publish_each",
                lambda channels, *, event: events.extend((each, event) for each in channels),
            )
            yield events
            monkeypatch.undo()

    return capture
