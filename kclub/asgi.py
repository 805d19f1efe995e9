"""The ASGI application: streams beside Django, everything else through it."""

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
from kclub.server import shutdown  # noqa: E402  (after Django is set up)
from kclub.server.page_handler import PageHandler  # noqa: E402
from kclub.server.request_limits import limit_requests  # noqa: E402  (after Django is set up)

pages = PageHandler() if settings.ACCELERATORS else get_asgi_application()


@inspect.markcoroutinefunction
def application(scope, receive, send):
    """Return the coroutine that answers: streams by the live layer, everything else by Django.

    The live layer starts and stops with the server. This is no coroutine itself, since an open
    stream would keep it for ever.
    """
    if scope["type"] == "http" and (endpoint := find_endpoint(scope)):
        return endpoint(scope, receive, send)
    if scope["type"] == "lifespan":
        return lifespan(receive, send)
    return answer(scope, receive, send)


@limit_requests
async def answer(scope, receive, send):
    await pages(scope, receive, send)


async def lifespan(receive, send):
    await receive()
    shutdown.end_streams_on_signal()
    hub.start()
    gc.collect()
    gc.freeze()  # what is there now stays: nobody has to look through it again
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    await send({"type": "lifespan.shutdown.complete"})
