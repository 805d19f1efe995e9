"""What one connection may cost, on real sockets: requests without end, readers that do not read."""

import asyncio
import contextlib
import socket

import pytest
import uvicorn

from kclub import asgi, live
from kclub.live.engine import database, subscriber
from kclub.live.engine.hub import hub
from kclub.live.engine.stream_state import StreamState
from kclub.server import http_protocol
from tests.services import free_port

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = b"x" * 20_000


class Served(uvicorn.Server):
    """The application under uvicorn, in this loop."""

    def __init__(self, http="kclub.server.http_protocol:HttpProtocol"):
        self.port = free_port()
        config = uvicorn.Config(asgi.application, port=self.port, http=http, lifespan="off",
                                log_level="critical", timeout_graceful_shutdown=5)  # fmt: skip
        super().__init__(config)

    def capture_signals(self):
        return contextlib.nullcontext()

    async def __aenter__(self):
        self.task = asyncio.create_task(self.serve())
        while not self.started:
            await asyncio.sleep(0.01)
        return self

    async def __aexit__(self, *exception):
        self.should_exit = True
        await self.task

    @contextlib.asynccontextmanager
    async def connect(self, buffer=None):
        connection = socket.socket()
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.port))
        reader, writer = await asyncio.open_connection(sock=connection, limit=2**26)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    @property
    def connections(self):
        return [one for one in self.server_state.connections if not one.transport.is_closing()]


@pytest.fixture
async def served():
    async with Served() as server:
        yield server


@pytest.fixture
def short_timeout(monkeypatch):
    monkeypatch.setattr(http_protocol, "HEADER_TIMEOUT", 0.3)


def get(path="/public/open/stream/", *headers):
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


async def until(condition, seconds=10):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


async def trickle(writer, data, pause=0.02):
    with contextlib.suppress(OSError):
        for byte in data:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(pause)


async def ended(reader, seconds=5):
    """All that still came, until the server ended the connection."""
    async with asyncio.timeout(seconds):
        with contextlib.suppress(ConnectionResetError):
            return await reader.read()
        return b""


@pytest.mark.parametrize(
    "bytes_", [b"", b"GET", get()[:-2], b"\r\n" * 500], ids=["none", "few", "all but two", "blank"]
)
async def test_who_does_not_finish_a_request_is_cut_off(served, short_timeout, bytes_):
    async with served.connect() as (reader, writer):
        typing = asyncio.create_task(trickle(writer, bytes_))
        assert b"200" not in await ended(reader)
        await typing
    await until(lambda: not served.server_state.connections)


async def test_nor_may_the_second_request_take_for_ever(served, short_timeout):
    async with served.connect() as (reader, writer):
        writer.write(get("/nowhere/at/all/"))
        await reader.readuntil(b"\r\n\r\n")
        typing = asyncio.create_task(trickle(writer, get() * 10))
        await ended(reader)
        await typing


async def test_a_body_may_take_its_time_as_long_as_it_comes(served, short_timeout, monkeypatch):
    monkeypatch.setattr(http_protocol, "MIN_BODY_BYTES", 10)
    head = b"POST /a/stream/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n"
    async with served.connect() as (reader, writer):
        writer.write(head)
        await trickle(writer, b"x" * 40, pause=0.02)  # 15 bytes each time we look
        assert b" 4" in await reader.readline()  # no CSRF token
    async with served.connect() as (reader, writer):
        writer.write(head)
        typing = asyncio.create_task(trickle(writer, b"x" * 40, pause=0.1))
        assert await ended(reader) == b""
        await typing


@pytest.mark.parametrize(
    "request_",
    [
        get("/" + "x" * http_protocol.MAX_HEAD_BYTES),
        get("/", "Cookie: " + "x" * http_protocol.MAX_HEAD_BYTES),
        get("/", *(f"X-{n}: y" for n in range(http_protocol.MAX_HEADERS))),
        b"GET / HTTP/1.1\r\nX: " + b"x" * http_protocol.MAX_HEAD_BYTES * 2,  # and no end of it
        get("/nowhere/at/all/") * (http_protocol.MAX_PIPELINED_REQUESTS + 3),
    ],
    ids=["address", "header", "headers", "endless header", "requests in a row"],
)
async def test_what_no_browser_sends_is_refused_and_not_kept(served, request_):
    async with served.connect() as (reader, writer):
        writer.write(request_)
        answer = await ended(reader)  # of which nothing is left when more was on its way
        assert b"HTTP/1.1 400" in answer or not answer
    await until(lambda: not served.server_state.connections)


@pytest.mark.parametrize(
    ("request_", "statuses"),
    [
        (get("/a/stream/?after=1&after=%00%FF&after=" + "9" * 3000), {401}),
        (get("/a%00/stream/"), {404}),
        (get("/%FF%FE/stream/"), {401, 404}),
        (get("/a/stream/", "Cookie: sessionid=\xff\xfe", "Cookie: sessionid=b; ;=;"), {401}),
        (get("/a/stream/", "Cookie: sessionid=" + "x" * 9000), {401}),
        (get("/a/stream/?ticket=" + "x:" * 2000), {401}),
        (get("/a/stream/?" + "&".join(["ticket=1"] * 500)), {401}),
        (get("/public/open/stream/", "Last-Event-ID: \xff", "Last-Event-ID: -1"), {200}),
        (get("/public/open/stream/?after=1;after=2&&&=", "Last-Event-ID: " + "9" * 5000), {200}),
        (get("/public/open/stream/", "Grip-Sig: junk", "Grip-Sig: a.b.c"), {200}),
        (b"GET /a/stream/ HTTP/1.1\r\nHost: a\0b\r\n\r\n", {400}),
        (b"GET /\0/stream/ HTTP/1.1\r\n\r\n", {400}),
        (b"\x16\x03\x01\x02\x00\x01\x00", {400}),
    ],
)
async def test_junk_is_answered_and_the_next_one_served(served, boards, request_, statuses):
    async with served.connect() as (reader, writer):
        writer.write(request_)
        assert int((await reader.readline())[9:12]) in statuses
    async with served.connect() as (reader, writer):
        writer.write(get())
        assert b"200" in await reader.readline()


@contextlib.asynccontextmanager
async def stalled_reader(served, board, path="/public/open/stream/", buffer=4096):
    """A stream of a reader that does not read, when its server has to wait; and its HttpProtocol."""
    async with served.connect(buffer) as (reader, writer):
        writer.transport.pause_reading()
        writer.write(get(path))
        await until(
            lambda: any(one.state is not StreamState.CATCHING_UP for one in hub.subscribers())
        )
        (connection,) = served.connections
        while not connection.flow.write_paused:
            await board.write(board.last, LARGE.decode())
        yield connection, reader, writer


async def test_who_does_not_read_costs_little_and_is_cut_off_in_time(served, boards, monkeypatch):
    monkeypatch.setattr(subscriber, "STALL_TIMEOUT", 0.5)
    board = boards["open"]
    async with stalled_reader(served, board) as (connection, _, _):
        kept = connection.transport.get_write_buffer_size()
        for _ in range(50):
            await board.write(board.last, LARGE.decode())
        assert connection.transport.get_write_buffer_size() <= kept < 2**18
        await until(lambda: hub.count == 0)
    await until(lambda: not served.server_state.connections)


async def test_who_begins_to_read_again_in_time_has_lost_nothing(served, boards):
    board = boards["open"]
    async with stalled_reader(served, board) as (_, reader, writer):
        for note in range(10):
            await board.write(f"n{note}", f"later {note}")
        writer.transport.resume_reading()
        async with asyncio.timeout(10):
            for note in range(10):
                await reader.readuntil(f"later {note}".encode())


async def test_a_reader_that_comes_for_much_and_takes_nothing_is_cut_off(
    served, boards, monkeypatch
):
    monkeypatch.setattr(subscriber, "STALL_TIMEOUT", 0.5)
    board = boards["open"]
    for note in range(1000):
        board.note(note, LARGE.decode())
    async with served.connect(buffer=4096) as (_, writer):
        writer.transport.pause_reading()
        writer.write(get("/public/open/stream/?after=0"))
        await until(lambda: hub.count == 1)
        await until(lambda: hub.count == 0)
    await until(lambda: not served.server_state.connections)


async def test_who_is_removed_while_they_do_not_read_is_gone_all_the_same(served, boards):
    board = boards["open"]
    async with stalled_reader(served, board):
        await database.run(live.end, board.channel, None, "closed")
        await until(lambda: hub.count == 0, seconds=2)


async def test_who_does_not_read_does_not_keep_a_server_from_stopping(boards):
    async with Served() as served, stalled_reader(served, boards["open"]):
        hub.end_all_streams()
        served.should_exit = True
        async with asyncio.timeout(1.5):
            await asyncio.shield(served.task)


async def test_a_connection_whose_other_end_is_gone_without_a_word_is_over_in_a_minute(served):
    if not hasattr(socket, "TCP_USER_TIMEOUT"):
        pytest.skip("this system cannot")
    async with served.connect():
        await until(lambda: served.connections)
        (connection,) = served.connections
        found = connection.transport.get_extra_info("socket")
        assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000


async def test_a_stream_that_is_over_leaves_nothing(served, boards):
    async with served.connect() as (reader, writer):
        writer.write(get())
        await reader.readuntil(b"stream-open")
        writer.write(get() * 5)  # nobody listens to what is said on a stream
        await boards["open"].write("1")
        await reader.readuntil(b"data: 1")
        assert hub.count == 1
    await until(lambda: hub.count == 0 and not served.server_state.connections)
    assert not served.server_state.tasks


async def test_streams_work_without_the_door(boards):
    async with Served(http="httptools") as served, served.connect() as (reader, writer):
        writer.write(get())
        await reader.readuntil(b"stream-open")
        await boards["open"].write("1")
        await reader.readuntil(b"data: 1")
        hub.end_all_streams()
        assert b"retry: " in await reader.readuntil(b"keep-alive")
