"""One open stream: a number, the last change it has been sent, and a way to write.

A reader who is slow costs what the server keeps to be written, 64 KiB, and comes back through the
buffer or the database. One who does not read at all is cut off.
"""

import asyncio
import logging

from kclub.live.engine.replay_buffer import CHANGES_PER_READ, WRITE_BYTES
from kclub.live.transport import messages

logger = logging.getLogger(__name__)

STALL_TIMEOUT = (
    30  # seconds a reader may take for what has been written, until it has to come again
)
ENDING_TIMEOUT = 0.5  # and for the rest of a stream that is to end


class Subscriber:
    __slots__ = (
        "buffer",
        "direct",
        "ending",
        "fresh",
        "missed",
        "number",
        "principal",
        "send",
        "task",
    )  # fmt: skip

    def __init__(self, buffer, principal, number, send, direct=None):
        self.buffer, self.principal = buffer, principal
        self.send, self.direct = (
            send,
            direct,
        )  # of ASGI, and kclub.server.http_protocol's shorter way
        self.number = number  # the last change sent; not kept up while live
        self.fresh = True  # until it is live once: what was deleted before is not for it
        self.ending = None  # the last bytes, once it is to end
        self.task = None  # what it waits for while it is not live
        self.missed = False  # an event without id, which cannot be sent later

    async def catch_up(self):
        """Send all that is missing, then go live; or end, if that was asked meanwhile."""
        buffer = self.buffer
        while self.ending is None:
            if self.direct is not None and self.direct.stream_ended.done():
                return
            if buffer.number is not None and self.number < buffer.number:
                if body := await self._missing():
                    await self._send(messages.more(body))
            elif self.missed:
                self.missed = False
                await self._send(messages.more(messages.OPEN))
            else:
                buffer.flush()  # what the others wait for has been sent to this one
                buffer.live.add(self)
                self.fresh = False
                return
        await self._finish()

    async def _missing(self):
        """The next bytes, with `number` moved behind them."""
        buffer = self.buffer
        whole = buffer.number  # where we are when all of `changes` is sent
        changes = None if self.fresh else buffer.since(self.number)
        if changes is None:
            changes = await buffer.read(self.number)
            if len(changes) == CHANGES_PER_READ:
                whole = 0  # there are more, so only as far as they go
        size, frames = 0, []
        for number, frame in changes:
            if number > buffer.number:  # not ours to send before everybody's
                whole = buffer.number
                break
            if size >= WRITE_BYTES:
                whole = 0
                break
            frames.append(frame)
            size += len(frame)
            self.number = number
        self.number = max(self.number, whole)
        return b"".join(frames)

    # Writing -----------------------------------------------------------------------------

    def push(self, message, chunk):
        """Write to a live subscriber: an ASGI message, or the same as a chunk."""
        if self.direct is None or not self.direct.write(chunk):
            # `send` does not suspend as long as the socket takes bytes.
            task = asyncio.Task(self._send(message), loop=self.buffer.loop, eager_start=True)
            if not task.done():
                self.buffer.live.discard(self)
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
            await self._send(messages.done(b""))

    async def _send(self, message):
        stalled = self.buffer.loop.call_later(STALL_TIMEOUT, self.cut)
        try:
            await self.send(message)
        finally:
            stalled.cancel()

    def tell(self, body):
        """Write an event without id, unless the reader lags: then it is told to look for itself."""
        self.buffer.flush()
        if self in self.buffer.live:
            self.push(messages.more(body), messages.chunk(body))
        else:
            self.missed = True

    # The end -----------------------------------------------------------------------------

    def end(self, last):
        """End the stream with these bytes; nothing follows them."""
        if self.ending is None:
            self.ending = last
            if self in self.buffer.live:
                self.buffer.flush()
                self.buffer.live.discard(self)
                self.task = asyncio.Task(self._finish(), loop=self.buffer.loop, eager_start=True)
            if self.direct is not None:
                self.buffer.loop.call_later(ENDING_TIMEOUT, self.cut)

    async def _finish(self):
        await self._send(messages.done(self.ending))
        self.direct = None

    def cut(self):
        """Let go of who does not read. They come again, to what they have not seen."""
        if self.direct is not None:
            self.direct.abort()
