"""Which requests the live layer answers beside Django."""

from functools import lru_cache, partial

from django.conf import settings
from django.core.signals import setting_changed
from django.urls import Resolver404, resolve

from kclub.live.endpoints import sse

MAX_PATH_LENGTH = 200  # characters of a stream's path, for many are remembered
REMEMBERED_PATHS = 2_000  # everybody in a room opens the same


def find_endpoint(scope):
    """Return the ASGI application that answers this HTTP request, or None if Django does."""
    stream = find_stream(scope)
    if settings.LIVE_PROXIES:
        from kclub.live.endpoints import grip_hold

        if grip_hold.is_responsible(scope, stream):
            return partial(grip_hold.serve, stream=stream)
    return stream and partial(sse.serve, view=stream[0], kwargs=stream[1])


def find_stream(scope):
    """Return (view, its kwargs) if this request opens a stream, else None."""
    path = scope["path"]
    if scope["method"] != "GET" or not path.endswith("/stream/") or "\0" in path:
        return None
    path = path.removeprefix(scope.get("root_path", ""))
    return _resolve(path) if len(path) < MAX_PATH_LENGTH else None  # Django refuses it


@lru_cache(REMEMBERED_PATHS)
def _resolve(path):
    """Return (view, its kwargs, which nobody changes) if it is a stream's path, else None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return (match.func, match.kwargs) if hasattr(match.func, "find_for") else None


setting_changed.connect(lambda **_: _resolve.cache_clear(), weak=False)  # tests change it
