"""One open stream: a number, the last change it has been sent, and a way to write.

A slow reader costs what the server keeps to be written, 64 KiB, and comes back through the replay
buffer or the database. A reader that takes nothing at all is cut off.
"""

import asyncio
import logging

from kclub.live.engine.stream_state import (
    CATCHING_UP,
    CLOSED,
    ENDING,
    LAGGING,
    LIVE,
    ensure_may_follow,
)
from kclub.live.transport import sse_frames

logger = logging.getLogger(__name__)

STALL_TIMEOUT = 30  # seconds a reader may take for what has been written
ENDING_TIMEOUT = 0.5  # seconds a reader may take for the rest of a stream that is to end


class Subscriber:
    """A stream of one channel. Other modules call its methods and set none of its attributes."""

    __slots__ = (
        "buffer", "direct", "last_bytes", "missed", "number", "principal", "send", "state", "task",
    )  # fmt: skip

    def __init__(self, buffer, principal, number, send, direct=None):
        self.buffer, self.principal = buffer, principal
        self.send = send  # of ASGI
        self.direct = direct  # HttpProtocol, written to without ASGI; None without it, or closed
        self.number = number  # the last change sent; not kept up while live
        self.state = CATCHING_UP
        self.missed = False  # whether an event without id happened, which cannot be sent later
        self.last_bytes = b""  # what the stream ends with
        self.task = None  # what it waits for while it is not live

    @property
    def is_live(self):
        """Whether it has been sent everything and can be written to."""
        return self.state is LIVE

    @property
    def is_open(self):
        """Whether its reader is to be sent what happens."""
        return self.state is not ENDING and self.state is not CLOSED

    def _become(self, state):
        """Change the state. Raises InvalidTransition."""
        ensure_may_follow(self.state, state)
        self.state = state
        (self.buffer.live.add if state is LIVE else self.buffer.live.discard)(self)

    # Catching up -------------------------------------------------------------------------

    async def catch_up(self):
        """Send all that is missing, then go live; or end, if that was asked meanwhile."""
        while self.is_open:
            if self.direct is not None and self.direct.stream_ended.done():
                return
            if not await self._send_missing():
                self.buffer.flush()  # what the others wait for has been sent to this one
                self._become(LIVE)
                return
        await self._finish()

    async def _send_missing(self):
        """Send some of what is missing. Return False when nothing is."""
        if self.buffer.is_ahead_of(self.number):
            from_database = self.state is CATCHING_UP  # what was deleted before is not for it
            body, self.number = await self.buffer.next_changes(self.number, from_database)
            if body:
                await self._send(sse_frames.body_message(body))
            return True
        if self.missed:
            self.missed = False
            await self._send(sse_frames.body_message(sse_frames.STREAM_OPEN))
            return True
        return False

    # Writing -----------------------------------------------------------------------------

    def write(self, message, chunk):
        """Write to a live stream: an ASGI message, or the same bytes as an HTTP chunk."""
        if self.direct is None or not self.direct.write(chunk):
            # `send` does not suspend as long as the socket takes bytes.
            task = asyncio.Task(self._send(message), loop=self.buffer.loop, eager_start=True)
            if not task.done():
                self._become(LAGGING)
                self.number = self.buffer.number
                self.task = task
                task.add_done_callback(self._written)

    def _written(self, task):
        if not task.cancelled() and task.exception() is None:
            self.task = self.buffer.loop.create_task(self._come_back())

    async def _come_back(self):
        try:
            await self.catch_up()
        except Exception:
            logger.exception("a slow reader of %s has to come again", self.buffer.name)
            self.end(b"")
            await self._finish()

    async def _send(self, message):
        stalled = self.buffer.loop.call_later(STALL_TIMEOUT, self.cut)
        try:
            await self.send(message)
        finally:
            stalled.cancel()

    def notify(self, frame):
        """Write an event without id; a lagging stream gets `stream-open` later instead."""
        self.buffer.flush()
        if self.is_live:
            self.write(sse_frames.body_message(frame), sse_frames.http_chunk(frame))
        else:
            self.missed = True

    def miss(self):
        """Note that an event without id happened which this stream was not sent."""
        self.missed = True

    # The end -----------------------------------------------------------------------------

    def end(self, last_bytes):
        """End the stream with these bytes; nothing follows them. Doing it again changes nothing."""
        if not self.is_open:
            return
        if self.is_live:
            self.buffer.flush()
        writable = self.is_live  # otherwise it ends when what it waits for has been written
        self.last_bytes = last_bytes
        self._become(ENDING)
        if writable:
            self.task = asyncio.Task(self._finish(), loop=self.buffer.loop, eager_start=True)
        if self.direct is not None:
            self.buffer.loop.call_later(ENDING_TIMEOUT, self.cut)

    async def _finish(self):
        if self.state is ENDING:
            await self._send(sse_frames.last_message(self.last_bytes))
            self._close()

    def close(self):
        """Close a stream whose connection is gone, or which has been sent its end."""
        if self.task:
            self.task.cancel()
        self._close()

    def _close(self):
        self.direct = None
        if self.state is not CLOSED:
            self._become(CLOSED)

    def cut(self):
        """Abort the connection of a reader that does not read; it comes again for the rest."""
        if self.direct is not None:
            self.direct.abort()
