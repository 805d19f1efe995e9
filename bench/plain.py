"""Settings of K-Club as it is deployed, without effective rate limits."""

from kclub.settings import *  # noqa: F403
from kclub.settings import INSTALLED_APPS, LOGGING, RATE_LIMITS, STORAGES

ROOT_URLCONF = "bench.plain_urls"
RATE_LIMITS = {name: (1_000_000_000, seconds) for name, (_most, seconds) in RATE_LIMITS.items()}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}  # tables as they are
LOGGING = LOGGING | {"root": {"handlers": ["console"], "level": "WARNING"}}  # no line a request
