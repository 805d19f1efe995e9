"""uvicorn's HTTP protocol with an end to its patience: `uvicorn --http kclub.server.http_protocol:Door`.

uvicorn waits for ever for the rest of a request, takes headers of any size and as many requests in
a row as fit, and lets a response wait for ever for a reader that does not read. All of it costs
memory, and whoever asks decides how much; here it is bounded.

A stream may use the Door itself, `scope["extensions"]["kclub.direct"]`: it writes bytes that many
share, and ends who does not read. Everything works without it, under any other server.

It overrides callbacks that uvicorn does not promise to keep, so a version guard watches uvicorn.
"""

import asyncio
import socket
from collections import deque

from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kclub.server.version_guards import guard

guard(
    "uvicorn",
    "0.54",
    used_by=__name__,
    id="kclub.W002",
    hint="Compare its HttpToolsProtocol with Door, and run kclub/server/tests/test_http_protocol.py.",
)

PATIENCE = 10  # seconds for the head of a request,
SLOWEST = 10_000  # bytes of its body in each such time, unless we are the slow ones
HEADERS = 100
HEAD = 2**16  # bytes of a request's address and headers
IN_A_ROW = 20  # requests sent before the answer to the first
UNHEARD = 60_000  # ms after which a connection is over whose other end acknowledges nothing
PARTING = 0.2  # seconds a stream has to take its last bytes when the server stops


class Door(HttpToolsProtocol):
    __slots__ = ("came", "gone", "in_body", "waiting")  # beside uvicorn's, in no dictionary

    def connection_made(self, transport):
        super().connection_made(transport)
        self.flow = Flow(transport)
        self.pipeline = ()  # a deque is 760 bytes, and hardly anybody needs it
        self.came, self.in_body = 0, False  # bytes of this head, or of this while
        self.gone = None  # of a stream: future that is done when it is over, whoever ended it
        self.waiting = self.loop.call_later(PATIENCE, self.look)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            connection = transport.get_extra_info("socket")
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD)

    def connection_lost(self, exc):
        super().connection_lost(exc)
        self._stop_waiting()
        self._let_go()
        if self.scope:
            self.scope.pop("extensions", None)

    def data_received(self, data):
        if self.gone is not None:  # a stream is read, not talked to
            return
        self.came += len(data)
        if self.waiting is None and (self.cycle is None or self.cycle.response_complete):
            self.waiting = self.loop.call_later(PATIENCE, self.look)
        super().data_received(data)
        if not self.in_body and self.came > HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self):
        if len(self.headers) > HEADERS or len(self.url) + sum(map(_length, self.headers)) > HEAD:
            raise ValueError("the head of the request is too large")
        if len(self.pipeline) >= IN_A_ROW:
            raise ValueError("too many requests in a row")
        if self.cycle is not None and not self.cycle.response_complete and not self.pipeline:
            self.pipeline = deque()
        self.came, self.in_body = 0, True
        self.scope["extensions"] = {"kclub.direct": self}
        super().on_headers_complete()
        self.cycle.message_event = Signal()

    def on_message_complete(self):
        super().on_message_complete()
        self.came, self.in_body = 0, False
        self._stop_waiting()

    def on_response_complete(self):
        self._let_go()
        super().on_response_complete()

    def shutdown(self):
        super().shutdown()
        if self.gone is not None and not self.transport.is_closing():
            self.loop.call_later(PARTING, self.transport.abort)

    def look(self):
        """Go on waiting only for a body that comes fast enough, or that nobody takes from us."""
        if self.in_body and (self.came >= SLOWEST or self.flow.read_paused):
            self.came = 0
            self.waiting = self.loop.call_later(PATIENCE, self.look)
        else:
            self.waiting = None
            self.transport.abort()

    def _stop_waiting(self):
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None

    def _let_go(self):
        if self.gone is not None and not self.gone.done():
            self.gone.set_result(None)

    # For a stream ------------------------------------------------------------------------

    def take(self):
        """This connection is for one stream and nothing after it. Call it before the answer."""
        self.gone = self.loop.create_future()
        self.cycle.keep_alive = False
        self.parser = None
        if self.cycle.disconnected:
            self._let_go()

    def write(self, chunk):
        """Write a chunk of the response, size and all; unless it would have to wait: False."""
        if self.flow.write_paused or self.transport.is_closing():
            return False
        self.transport.write(chunk)
        return True

    def abort(self):
        """End the connection now, whatever has not been read."""
        self.transport.abort()


class Flow(FlowControl):
    """uvicorn's, with a signal instead of an event, which has a deque."""

    def __init__(self, transport):
        self._transport = transport
        self.read_paused = self.write_paused = False
        self._is_writable_event = Signal()
        self._is_writable_event.set()


class Signal:
    """An `asyncio.Event` of 100 bytes instead of 800."""

    __slots__ = ("future", "up")

    def __init__(self):
        self.up, self.future = False, None

    def set(self):
        self.up = True
        if self.future is not None and not self.future.done():
            self.future.set_result(True)

    def clear(self):
        self.up, self.future = False, None

    async def wait(self):
        if not self.up:
            if self.future is None:
                self.future = asyncio.get_running_loop().create_future()
            await asyncio.shield(self.future)
        return True


def _length(header):
    name, value = header
    return len(name) + len(value)
