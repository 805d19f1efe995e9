"""A signal ends the streams before the handler of the server hears of it."""

import asyncio
import os
import signal

from kclub.live.engine.hub import hub
from kclub.server import shutdown


async def test_a_signal_ends_all_streams_and_reaches_the_server(monkeypatch):
    heard = []
    monkeypatch.setattr(hub, "end_all_streams", lambda: heard.append("streams end"))
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(signal.SIGTERM, lambda number, frame: heard.append("the server stops"))
    try:
        shutdown.end_streams_on_signal()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.05)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert sorted(heard) == ["streams end", "the server stops"]
