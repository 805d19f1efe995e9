"""Shutdown of a worker: the signal that stops it ends its streams at once.

uvicorn first waits for every open response, and only then runs the lifespan's shutdown; a stream
would keep it for ever. So the signal itself ends them: our handler runs before uvicorn's.
"""

import asyncio
import signal

from kclub.live.engine.hub import hub


def end_streams_on_signal():
    """Wrap the handlers of SIGTERM and SIGINT. Call it in the loop, after uvicorn has set them."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ending_streams(signal.getsignal(number), loop))


def _ending_streams(handler, loop):
    """Return a signal handler that ends all streams and then calls `handler`."""

    def end_streams(number, frame):
        loop.call_soon_threadsafe(hub.end_all_streams)
        if callable(handler):
            handler(number, frame)

    return end_streams
