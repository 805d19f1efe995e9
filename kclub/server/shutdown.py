"""Shutdown of a worker: the signal that stops it ends its streams at once.

uvicorn first waits for every open response, and only then runs the lifespan's shutdown; a stream
would keep it for ever. So the signal itself ends them: our handler runs before uvicorn's.
"""

import asyncio
import signal


def on_signal(*functions):
    """Call the functions in the loop at SIGTERM or SIGINT, before the server hears of it.

    This wraps the server's handlers: call it in the loop, after uvicorn has set them.
    """
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _calling(functions, signal.getsignal(number), loop))


def _calling(functions, handler, loop):
    """Return a signal handler that has the functions called and then calls `handler`."""

    def handle(number, frame):
        for function in functions:
            loop.call_soon_threadsafe(function)
        if callable(handler):
            handler(number, frame)

    return handle
