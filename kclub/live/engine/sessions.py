"""Reading many of Django's sessions at once, where they are kept in the database."""

from importlib import import_module

from django.conf import settings
from django.utils import timezone


def session_store():
    """Return the SessionStore class of the settings."""
    return import_module(settings.SESSION_ENGINE).SessionStore


def contents(keys):
    """Return {key: what is in it} of the sessions that are not over."""
    store = session_store()
    if not hasattr(store, "get_model_class"):
        return {key: store(key).load() for key in keys}
    return {row.pk: row.get_decoded() for row in _unexpired(store, keys)}


def existing(keys):
    """Return those of the session keys that still are sessions."""
    store = session_store()
    if hasattr(store, "get_model_class"):
        return set(_unexpired(store, keys).values_list("pk", flat=True))
    return {key for key in keys if store().exists(key)}


def _unexpired(store, keys):
    rows = store.get_model_class().objects
    return rows.filter(expire_date__gt=timezone.now(), pk__in=keys)
