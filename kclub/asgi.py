"""The ASGI application: the live layer answers event streams, Django pages."""

import asyncio
import gc
import inspect
import os

import django
from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kclub.settings")
django.setup(set_prefix=False)

from kclub.live.endpoints.routing import find_endpoint  # noqa: E402  (after Django is set up)
from kclub.live.engine.hub import hub  # noqa: E402
from kclub.outbox import senders  # noqa: E402  (after Django is set up)
from kclub.server import health, shutdown  # noqa: E402  (after Django is set up)
from kclub.server.page_handler import PageHandler  # noqa: E402
from kclub.server.request_limits import limit_requests  # noqa: E402  (after Django is set up)

SENDER_STOPS_WITHIN = 3  # seconds

health_checks = health.HealthChecks()
django_application = PageHandler() if settings.ACCELERATORS else get_asgi_application()


@inspect.markcoroutinefunction
def application(scope, receive, send):
    """Return the coroutine that answers: streams by the live layer, pages by Django.

    This is a plain function: a coroutine of its own would stay in memory as long as a stream is
    open.
    """
    if scope["type"] == "http" and scope["path"] in health.PATHS:
        return health_checks(scope, receive, send)
    if scope["type"] == "http" and (endpoint := find_endpoint(scope)):
        return endpoint(scope, receive, send)
    if scope["type"] == "lifespan":
        return lifespan(receive, send)
    return answer_by_django(scope, receive, send)


@limit_requests
async def answer_by_django(scope, receive, send):
    """Answer a request through Django, if it is within the limits on requests."""
    await django_application(scope, receive, send)


async def lifespan(receive, send):
    """Start the live layer and the senders with the server, and stop them with the server."""
    await receive()
    shutdown.on_signal(hub.end_all_streams, *(sender.stop_soon for sender in senders))
    hub.start()
    for sender in senders if settings.SEND_FROM_WEB else []:
        sender.start()
    gc.collect()
    gc.freeze()  # what exists now lives as long as the worker: no collection needs to visit it
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    for sender in senders:  # which have all been told by the signal
        await asyncio.to_thread(sender.stop, SENDER_STOPS_WITHIN)
    await send({"type": "lifespan.shutdown.complete"})
