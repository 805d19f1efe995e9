"""The other side: many readers and a few writers, in one event loop that does little else."""

import array
import asyncio
import contextlib
import re
import time

MARK = re.compile(rb"~(\d+)\.(\d+)~")  # number of the message, when it was written (ns)
FILLER = "동아리방에서 만나요. " * 10


class Reader(asyncio.Protocol):
    """One open stream. It looks for marks and understands nothing else."""

    def __init__(self, crowd, request):
        self.crowd, self.request = crowd, request
        self.opened = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.got = 0

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data):
        now = time.monotonic_ns()
        data = self.rest + data
        if not self.opened.done():
            head, end, body = data.partition(b"\r\n\r\n")
            if not end or not body:
                self.rest = data
                return
            if data[9:12] != b"200":
                self.opened.set_exception(ConnectionError(head[:60]))
                return
            self.opened.set_result(True)
        end = 0
        for mark in MARK.finditer(data):
            end = mark.end()
            self.crowd.delays.append(now - int(mark[2]))
            self.got += 1
        self.crowd.last = now
        at = data.find(b"~", end)
        self.rest = data[at:] if at >= 0 else b""

    def connection_lost(self, error):
        self.crowd.lost += 1
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed"))


class Crowd:
    """Readers of one room."""

    def __init__(self, peer):
        self.peer = peer
        self.readers = []
        self.delays = array.array("q")  # ns of each delivery
        self.lost = 0
        self.last = 0
        self.addresses = []

    async def look_at_pages(self):
        """Get the page of every session: the stream's address is in it, with a ticket."""
        for n in range(len(self.peer.sessions)):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.peer.port)
            writer.write(self._head("GET", "", n) + b"Connection: close\r\n\r\n")
            page = (await reader.read()).decode()
            writer.close()
            self.addresses.append(re.search('sse:connect="(.*?)"', page)[1].replace("&amp;", "&"))

    async def open(self, number, at_once=64):
        """Open so many streams. Returns how long it took, in seconds."""
        loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(at_once)
        begun = time.perf_counter()

        async def open_one(n):
            async with gate:
                request = self._head("GET", "stream/", n) + b"\r\n"
                reader = Reader(self, request)
                await loop.create_connection(lambda: reader, "127.0.0.1", self.peer.port)
                await asyncio.wait_for(reader.opened, 60)
                self.readers.append(reader)

        await asyncio.gather(*map(open_one, range(number)))
        return time.perf_counter() - begun

    def _head(self, method, verb, n=0):
        session = self.peer.sessions[n % len(self.peer.sessions)]
        address = f"/rooms/{self.peer.room}/{verb}"
        if verb == "stream/" and self.addresses:
            address = self.addresses[n % len(self.addresses)]
        return (
            f"{method} {address} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n"
        ).encode()

    async def talk(self, messages, rate=None, writers=1):
        """Write so many messages, `rate` a second or as fast as it goes. Returns seconds."""
        self.delays = array.array("q")
        for reader in self.readers:
            reader.got = 0
        begun, todo = time.perf_counter(), iter(range(messages))

        async def write():
            reader, writer = await asyncio.open_connection("127.0.0.1", self.peer.port)
            for n in todo:
                if rate:
                    await asyncio.sleep(max(0, begun + n / rate - time.perf_counter()))
                text = f"~{n}.{time.monotonic_ns()}~ {FILLER}".encode()
                head = self._head("POST", "say/") + b"Content-Length: %d\r\n\r\n" % len(text)
                writer.write(head + text)
                answer = await reader.readuntil(b"\r\n\r\n")
                if answer[9:12] != b"200":
                    raise ConnectionError(answer)
                if length := re.search(rb"content-length: (\d+)", answer.lower()):
                    await reader.readexactly(int(length[1]))
                else:
                    await reader.readuntil(b"0\r\n\r\n")
            writer.close()

        await asyncio.gather(*(write() for _ in range(writers)))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(20):
                while any(reader.got < messages for reader in self.readers):
                    await asyncio.sleep(0.02)
        return self.last / 1e9 - (time.monotonic() - (time.perf_counter() - begun))

    def close(self):
        for reader in self.readers:
            reader.transport.abort()
