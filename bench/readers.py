"""Clients of a peer: many readers and a few writers, in one event loop."""

import array
import asyncio
import contextlib
import gc
import html
import re
import time

MARK = re.compile(rb"~(\d+)\.(\d+)~")  # number of the message, when it was written (ns)
FILLER = "동아리방에서 만나요. " * 5
DELIVERY_TIMEOUT = 20  # seconds after which a message counts as lost


class Tally:
    """The messages that one reader has received, of so many that `writers` wrote in turn.

    The first of two writers writes 0, 2, 4, …. Only the messages of one writer have an order.
    """

    def __init__(self, messages=0, writers=1):
        self.times = bytearray(messages)  # how often each was received
        self.newest = [-1] * writers
        self.got = self.misordered = 0

    def add(self, number):
        self.got += 1
        self.times[number] += 1
        writer = number % len(self.newest)
        if number < self.newest[writer]:
            self.misordered += 1
        else:
            self.newest[writer] = number

    @property
    def lost(self):
        return self.times.count(0)

    @property
    def doubled(self):
        return sum(self.times) - len(self.times) + self.lost


class Reader(asyncio.Protocol):
    """One open stream, or WebSocket, in which only the marks of messages are read."""

    def __init__(self, crowd, request):
        self.crowd, self.request = crowd, request
        self.opened = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.tally = Tally(crowd.missed)

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        now = time.monotonic_ns()
        if self.rest:
            data = self.rest + data
            self.rest = b""
        if not self.opened.done():
            data = self._greeted(data)
        end = 0
        for mark in MARK.finditer(data):
            end = mark.end()
            self.tally.add(int(mark[1]))
            self.crowd.delays.append(now - int(mark[2]))
        if end:
            self.crowd.last = now
        at = data.find(b"~", end)
        if at >= 0:
            self.rest = data[at:]

    def _greeted(self, data):
        """Return the bytes after the head of the answer, once the stream has begun; b"" before."""
        head, end, body = data.partition(b"\r\n\r\n")
        if not end or (self.crowd.peer.greets and not body):
            self.rest = data
            return b""
        if head[9:12] in (b"200", b"101"):
            self.opened.set_result(True)
        else:
            self.opened.set_exception(ConnectionError(head[:60]))
        return body

    def connection_lost(self, error):
        self.crowd.dropped += 1
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed"))


class Crowd:
    """Readers of one room."""

    def __init__(self, peer):
        self.peer = peer
        self.readers = []
        self.delays = array.array("q")  # ns of each delivery
        self.last = 0  # when the last message was received, ns
        self.dropped = 0  # connections
        self.missed = 0  # messages that each reader is sent when it opens

    async def look_at_pages(self, number):
        """Load the room's page for so many users, and set the peer's tickets from the pages."""
        addresses = []
        for n in range(number):
            request = self.peer.request("GET", self.peer.address, n, "", "Connection: close")
            page = (await ask(self.peer.port, request)).decode()
            addresses.append(html.unescape(re.search('sse:connect="(.*?)"', page)[1]))
        self.peer.tickets = addresses

    async def open(self, number, at_once=64):
        """Open so many more streams. Return the seconds it took."""
        loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(at_once)
        begun, there = time.perf_counter(), len(self.readers)

        async def open_one(n):
            async with gate:
                reader = Reader(self, self.peer.stream_request(n))
                await loop.create_connection(lambda: reader, "127.0.0.1", self.peer.port)
                await asyncio.wait_for(reader.opened, 60)
                self.readers.append(reader)

        await asyncio.gather(*map(open_one, range(there, there + number)))
        return time.perf_counter() - begun

    async def talk(self, messages, rate=None, writers=1):
        """Write so many messages, `rate` a second or as fast as possible.

        Return the seconds until the last one was read.
        """
        self.delays = array.array("q")
        for reader in self.readers:
            reader.tally = Tally(messages, writers)
        begun = time.monotonic_ns()

        async def write(writer):
            connection = await asyncio.open_connection("127.0.0.1", self.peer.port)
            for n in range(writer, messages, writers):
                if rate:
                    await asyncio.sleep(begun / 1e9 + n / rate - time.monotonic())
                text = f"~{n}.{time.monotonic_ns()}~ {FILLER}"
                await answered(*connection, self.peer.post_request(n, text))
            connection[1].close()

        with without_garbage_collection():
            await asyncio.gather(*map(write, range(writers)))
            await self.hear(messages)
        return (self.last - begun) / 1e9

    async def hear(self, messages):
        """Wait until every reader has received so many, at most DELIVERY_TIMEOUT."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DELIVERY_TIMEOUT):
                while any(reader.tally.got < messages for reader in self.readers):
                    await asyncio.sleep(0.02)

    @property
    def lost(self):
        return sum(reader.tally.lost for reader in self.readers)

    @property
    def doubled(self):
        return sum(reader.tally.doubled for reader in self.readers)

    @property
    def misordered(self):
        return sum(reader.tally.misordered for reader in self.readers)

    def close(self):
        for reader in self.readers:
            reader.transport.abort()


@contextlib.contextmanager
def without_garbage_collection():
    """Disable garbage collection in the block, whose pauses would count as delays of the peer."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


async def answered(reader, writer, request):
    """Send the request over a connection that stays. Raises ConnectionError unless it is a 2xx."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if head[9:10] != b"2":
        raise ConnectionError(head)
    if length := re.search(rb"content-length: (\d+)", head.lower()):
        await reader.readexactly(int(length[1]))
    else:
        await reader.readuntil(b"0\r\n\r\n")


async def ask(port, request):
    """Return the whole answer to a request with `Connection: close`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read()
    finally:
        writer.close()
