"""A signal ends the streams before the handler of the server hears of it."""

import asyncio
import os
import signal

from kclub.server import shutdown


async def test_a_signal_ends_all_streams_and_reaches_the_server():
    heard = []
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(signal.SIGTERM, lambda number, frame: heard.append("the server stops"))
    try:
        shutdown.on_signal(lambda: heard.append("streams end"))
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert sorted(heard) == ["streams end", "the server stops"]
