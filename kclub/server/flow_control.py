"""uvicorn's flow control in less memory, for servers with many open streams."""

import asyncio

from uvicorn.protocols.http import flow_control

from kclub.server.version_guards import guard

guard(
    "uvicorn",
    "0.54",
    used_by=__name__,
    id="kclub.W007",
    hint="Compare its FlowControl with ours, run kclub/server/tests/test_http_protocol.py.",
)


class FlowControl(flow_control.FlowControl):
    """uvicorn's FlowControl with a smaller Event."""

    def __init__(self, transport):
        self._transport = transport
        self.read_paused = self.write_paused = False
        self._is_writable_event = Event()
        self._is_writable_event.set()


class Event:
    """A replacement of `asyncio.Event` in 100 bytes instead of 800."""

    __slots__ = ("flag", "future")

    def __init__(self):
        self.flag, self.future = False, None

    def set(self):
        self.flag = True
        if self.future is not None and not self.future.done():
            self.future.set_result(True)

    def clear(self):
        self.flag, self.future = False, None

    async def wait(self):
        if not self.flag:
            if self.future is None:
                self.future = asyncio.get_running_loop().create_future()
            await asyncio.shield(self.future)
        return True
