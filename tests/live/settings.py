"""A site of rooms and streams only, so that what is tested and measured is the live layer."""

from pathlib import Path

from kclub.settings import *  # noqa: F403
from kclub.settings import INSTALLED_APPS, TEMPLATES, env

ROOT_URLCONF = "tests.live.urls"
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"] = ["django.template.context_processors.request"]
SEND_FROM_WEB = False  # nothing is mailed
LIVE_STREAMS_PER_USER = env.int("LIVE_STREAMS_PER_USER", 10_000)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}  # tables as they are
