"""A browser as far as streams go, and one that posts."""

import asyncio
import contextlib
import random


class Reader:
    """Reads one stream for as long as it is told, coming back as an EventSource does."""

    def __init__(self, port, path, session, *, obeys=False):
        self.port, self.path, self.session = port, path, session
        self.obeys = obeys  # as a page does, which does not come back after `stream-end`
        self.ids = []  # of the events it got, in the order they came
        self.names = []  # of the others
        self.last_data = {}  # {name: data} of these
        self.reason = None  # why it ended, if it was to
        self.last_id = None
        self.retry = 0.3  # seconds
        self.opened = 0
        self.status = None
        self.clean_ends = 0
        self.writer = None
        self.task = None
        self.paused = asyncio.Event()
        self.paused.set()

    def start(self):
        self.task = asyncio.ensure_future(self._read_for_ever())
        return self

    async def stop(self):
        self.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.task

    @property
    def is_over(self):
        return self.names[-1:] == ["stream-end"]

    @property
    def is_open(self):
        """Whether the stream said so last; it may be kept alive at any moment after that."""
        told = [name for name in self.names if name != "keep-alive"]
        return told[-1:] == ["stream-open"]

    def drop(self):
        """Lose the connection, as on a train."""
        if self.writer:
            self.writer.transport.abort()

    async def _read_for_ever(self):
        while True:
            with contextlib.suppress(OSError, EOFError, ValueError, asyncio.LimitOverrunError):
                await self._read_once()
            self.opened = 0
            if self.status in {401, 403, 404} or (self.obeys and self.is_over):
                return
            await asyncio.sleep(self.retry * random.uniform(0.7, 1.3))

    async def _read_once(self):
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            seen = "" if self.last_id is None else f"Last-Event-ID: {self.last_id}\r\n"
            self.writer.write(
                f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n"
                f"Cookie: sessionid={self.session}\r\n{seen}\r\n".encode()
            )
            self.status = int((await reader.readuntil(b"\r\n\r\n"))[9:12])
            buffer = b""
            while self.status == 200:
                size = int(await reader.readuntil(b"\r\n"), 16)
                if not size:
                    self.clean_ends += 1
                    return
                buffer += (await reader.readexactly(size + 2))[:-2]
                *blocks, buffer = buffer.split(b"\n\n")
                for block in blocks:
                    self._take(block.decode())
                await self.paused.wait()
        finally:
            self.writer.close()

    def _take(self, block):
        fields = dict(line.split(":", 1) for line in block.split("\n"))
        if "retry" in fields:
            self.retry = int(fields["retry"]) / 1000
        if "id" in fields:
            self.last_id = int(fields["id"])
        if "event" in fields:
            self.names.append(fields["event"].strip())
            self.last_data[self.names[-1]] = fields["data"].strip()
            self.opened += self.names[-1] == "stream-open"
            if self.is_over:
                self.reason = fields["data"].strip()
        elif "data" in fields:
            self.ids.append(self.last_id)


async def post(port, path, session, body=""):
    """(status, text) of a POST; OSError or EOFError when the server goes away meanwhile."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        body = body.encode()
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Cookie: sessionid={session}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head, _, text = (await asyncio.wait_for(reader.read(), 15)).partition(b"\r\n\r\n")
        if not text and b"content-length: 0" not in head.lower():
            raise EOFError
        return int(head[9:12]), text.decode()
    finally:
        writer.close()
