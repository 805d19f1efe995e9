"""uvicorn's HTTP protocol with limits: `uvicorn --http kclub.server.http_protocol:HttpProtocol`.

uvicorn waits for ever for the rest of a request, takes headers of any size and as many pipelined
requests as fit, and lets a response wait for ever for a reader that does not read. All of it costs
memory, and any client decides how much; here it is bounded.

An event stream may use the protocol itself, `scope["extensions"]["kclub.connection"]`: it writes
bytes that many streams share, and aborts a connection whose reader does not read. Streams work
without it, under any other server.

It overrides callbacks that uvicorn does not promise to keep, so a version guard watches uvicorn.
"""

import socket
from collections import deque

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kclub.server.flow_control import Event, FlowControl
from kclub.server.version_guards import guard

guard(
    "uvicorn",
    "0.54",
    used_by=__name__,
    id="kclub.W002",
    hint="Compare its HttpToolsProtocol with HttpProtocol, run kclub/server/tests.",
)

HEADER_TIMEOUT = 10  # seconds for the head of a request, and for each MIN_BODY_BYTES of its body
MIN_BODY_BYTES = 10_000  # that must arrive in each HEADER_TIMEOUT, unless we have paused reading
MAX_HEADERS = 100
MAX_HEAD_BYTES = 2**16  # of a request's address and headers
MAX_PIPELINED_REQUESTS = 20  # sent before the answer to the first
TCP_USER_TIMEOUT_MS = 60_000  # until a connection ends whose other end acknowledges nothing
LAST_BYTES_SECONDS = 0.2  # for a stream's last bytes to be sent when the server stops


class HttpProtocol(HttpToolsProtocol):
    """One connection of a client, its requests bounded in size and in time."""

    # Beside uvicorn's own attributes; slots, since a dictionary costs each connection memory.
    __slots__ = ("in_body", "received_bytes", "stream_ended", "timer")

    def connection_made(self, transport):
        super().connection_made(transport)
        self.flow = FlowControl(transport)
        self.pipeline = ()  # a deque takes 760 bytes, and few connections need one
        self.received_bytes, self.in_body = 0, False  # bytes of this head, or since the timer began
        self.stream_ended = None  # of a stream: future that is done when it is over, for any reason
        self._start_timer()
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            connection = transport.get_extra_info("socket")
            level, option = socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT
            connection.setsockopt(level, option, TCP_USER_TIMEOUT_MS)

    def connection_lost(self, exc):
        super().connection_lost(exc)
        self._stop_timer()
        self._end_stream()
        if self.scope:
            self.scope.pop("extensions", None)

    def data_received(self, data):
        if self.stream_ended is not None:  # the client of a stream has nothing to send
            return
        self.received_bytes += len(data)
        if self.timer is None and (self.cycle is None or self.cycle.response_complete):
            self._start_timer()
        super().data_received(data)
        in_head = not self.in_body and not self.transport.is_closing()
        if in_head and self.received_bytes > MAX_HEAD_BYTES:
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self):
        head_bytes = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if len(self.headers) > MAX_HEADERS or head_bytes > MAX_HEAD_BYTES:
            raise ValueError("the head of the request is too large")
        if len(self.pipeline) >= MAX_PIPELINED_REQUESTS:
            raise ValueError("too many pipelined requests")
        if self.cycle is not None and not self.cycle.response_complete and not self.pipeline:
            self.pipeline = deque()
        self.received_bytes, self.in_body = 0, True
        self.scope["extensions"] = {"kclub.connection": self}
        super().on_headers_complete()
        self.cycle.message_event = Event()

    def on_message_complete(self):
        super().on_message_complete()
        self.received_bytes, self.in_body = 0, False
        self._stop_timer()

    def on_response_complete(self):
        self._end_stream()
        super().on_response_complete()

    def shutdown(self):
        super().shutdown()
        if self.stream_ended is not None and not self.transport.is_closing():
            self.loop.call_later(LAST_BYTES_SECONDS, self.transport.abort)

    def check_progress(self):
        """Abort the connection, unless its body comes fast enough or we have paused reading it."""
        if self.in_body and (self.received_bytes >= MIN_BODY_BYTES or self.flow.read_paused):
            self.received_bytes = 0
            self._start_timer()
        else:
            self.timer = None
            self.transport.abort()

    def _start_timer(self):
        self.timer = self.loop.call_later(HEADER_TIMEOUT, self.check_progress)

    def _stop_timer(self):
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None

    def _end_stream(self):
        if self.stream_ended is not None and not self.stream_ended.done():
            self.stream_ended.set_result(None)

    # For a stream ------------------------------------------------------------------------

    def begin_stream(self):
        """Use this connection for one stream and nothing after it. Call it before the response."""
        self.stream_ended = self.loop.create_future()
        self.cycle.keep_alive = False
        self.parser = None
        if self.cycle.disconnected:
            self._end_stream()

    def write(self, chunk):
        """Write a chunk, with its size, of the response. Returns False if it would have to wait."""
        if self.flow.write_paused or self.transport.is_closing():
            return False
        self.transport.write(chunk)
        return True

    def abort(self):
        """End the connection now, without what has not been read yet."""
        self.transport.abort()
