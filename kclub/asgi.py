"""The ASGI application: streams beside Django, everything else through it."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kclub.settings")

django_app = get_asgi_application()

from kclub.live import shutdown  # noqa: E402  (after Django is set up)
from kclub.live.hub import hub  # noqa: E402
from kclub.live.stream import serve, view_of  # noqa: E402


async def application(scope, receive, send):
    """Streams go to the live layer, the lifespan starts and stops it, the rest is Django's."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif found := view_of(scope):
        await serve(scope, receive, send, *found)
    else:
        await django_app(scope, receive, send)


async def lifespan(receive, send):
    await receive()
    shutdown.end_streams_on_signal()
    hub.start()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await hub.stop()
    await send({"type": "lifespan.shutdown.complete"})
