"""Streams held by a real Pushpin: authorised and replayed by us, nothing lost, ended at once."""

import asyncio
import contextlib
import os
import signal
import time

import jwt
import pytest

from tests import services
from tests.fixtures import needed
from tests.live.client import Reader, post
from tests.live.site import Site


class Proxied(Site):
    """A site whose streams Pushpin holds; readers go to `pushpin.port`."""

    def __init__(self, seeded, workers=1, **others):
        super().__init__(seeded, workers, **others)
        self.pushpin = services.Pushpin(behind=self.port)

    def prepare(self):
        super().prepare()
        self.env |= {"GRIP_URL": self.pushpin.grip_url}


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def site(request, seeded):
    needed(services.Pushpin.find)
    redis = request.getfixturevalue("redis") if request.param > 1 else None
    with Proxied(seeded, request.param, redis=redis) as site, site.pushpin:
        yield site


@pytest.fixture
async def read(site):
    """`read(number, after)`: so many open streams of one user each, through Pushpin."""
    await until_it_holds(site)
    async with contextlib.AsyncExitStack() as stack:

        async def open_streams(number=1, after="?after=0", session=0):
            path = f"/rooms/{site.room}/stream/{after}"
            readers = [
                Reader(site.pushpin.port, path, site.sessions[session + n]).start()
                for n in range(number)
            ]
            for reader in readers:
                stack.push_async_callback(reader.stop)
            await all_of(lambda reader: reader.opened, readers, seconds=10)
            return readers

        yield open_streams


async def until_it_holds(site):
    """Pushpin loses requests that come before its parts have found each other: knock until one opens."""
    knocker = Reader(site.pushpin.port, f"/rooms/{site.room}/stream/?after=0", site.sessions[-1])
    knocker.start()
    for _ in range(20):
        await asyncio.sleep(0.5)
        if knocker.opened:
            break
        knocker.drop()
    await knocker.stop()


async def all_of(condition, readers, seconds):
    async with asyncio.timeout(seconds):
        while not all(map(condition, readers)):
            await asyncio.sleep(0.005)


async def say(site, text="안녕", session=200):
    status, number = await post(site.port, f"/rooms/{site.room}/say/", site.sessions[session], text)
    assert status == 200
    return int(number)


async def test_a_stream_is_held_by_the_proxy_and_hears_everything_in_order(site, read):
    for _ in range(3):
        await say(site)
    readers = await read(20)
    await all_of(lambda reader: reader.ids == [1, 2, 3], readers, seconds=2)

    await asyncio.gather(*(say(site, session=n) for n in range(100, 150)))
    await all_of(lambda reader: len(reader.ids) == 53, readers, seconds=10)
    assert all(reader.ids == list(range(1, 54)) for reader in readers)


async def test_who_comes_back_gets_what_they_missed_and_no_more(site, read):
    (reader,) = await read()
    for _ in range(250):  # more than one read of the database brings
        await say(site)
    await all_of(lambda reader: len(reader.ids) == 250, [reader], seconds=10)
    reader.drop()
    reader.last_id, reader.ids = 17, []
    await say(site)
    await all_of(lambda reader: len(reader.ids) == 234, [reader], seconds=10)
    assert reader.ids == list(range(18, 252))


async def test_events_without_a_number_and_personal_ones_arrive(site, read):
    (mine,), (other,) = await read(), await read(session=1)
    await post(site.port, f"/rooms/{site.room}/tell/", site.sessions[0], "members-changed")
    await all_of(lambda reader: "members-changed" in reader.names, [mine, other], seconds=2)
    await all_of(lambda reader: "notified" in reader.names, [mine], seconds=2)
    await say(site)
    await all_of(lambda reader: reader.ids == [1], [mine, other], seconds=2)
    assert "notified" not in other.names


@pytest.mark.parametrize(
    ("how", "reason", "status"),
    [("leave", "left", 403), ("sign-out", "signed-out", 401)],
)
async def test_who_goes_is_gone_at_once_and_is_not_let_in_again(site, read, how, reason, status):
    (goer,), (stayer,) = await read(), await read(session=1)
    await post(site.port, f"/rooms/{site.room}/lose/{how}/", goer.session)
    await all_of(lambda reader: reader.clean_ends, [goer], seconds=1)
    await say(site)
    await all_of(lambda reader: reader.ids == [1], [stayer], seconds=2)
    assert goer.reason == reason
    assert goer.ids == []
    await all_of(lambda reader: reader.status == status, [goer], seconds=5)
    await asyncio.sleep(2.5)  # the proxy has been told to ask again by now
    assert stayer.names.count("stream-open") == 1


async def test_the_proxy_may_be_restarted_while_people_talk(site, read):
    readers = await read(10)
    told = asyncio.ensure_future(talk(site, seconds=6))
    await asyncio.sleep(1)
    await asyncio.to_thread(site.pushpin.restart)
    last = await told
    await all_of(lambda reader: reader.last_id == last, readers, seconds=20)
    assert all(reader.ids == list(range(1, last + 1)) for reader in readers)


async def test_what_the_proxy_could_not_be_told_it_asks_for(site, read):
    readers = await read(10)
    await say(site)
    await all_of(lambda reader: reader.ids == [1], readers, seconds=2)
    with deaf(site.pushpin):
        for _ in range(5):
            await say(site)
    await all_of(lambda reader: len(reader.ids) == 6, readers, seconds=10)
    await say(site)
    await all_of(lambda reader: len(reader.ids) == 7, readers, seconds=10)
    assert all(reader.ids == list(range(1, 8)) for reader in readers)


async def test_the_proxy_asks_again_after_a_minute_who_may_listen(site, read):
    if site.redis:
        pytest.skip("once is long enough")
    (loser,), (stayer,) = await read(), await read(session=1)
    status, _ = await post(site.port, f"/rooms/{site.room}/lose/row/", loser.session)
    assert status == 200
    await all_of(lambda reader: reader.reason == "not-allowed", [loser], seconds=80)
    assert not stayer.is_over


async def test_a_change_that_no_proxy_was_told_of_comes_within_two_minutes(site, read):
    if not site.redis:
        pytest.skip("once is long enough")
    readers = await read(3)
    await post(site.port, f"/rooms/{site.room}/whisper/", site.sessions[200], "잃은 말")
    await all_of(lambda reader: reader.ids == [1], readers, seconds=130)


async def test_a_forged_signature_makes_no_proxy(site):
    path = f"/rooms/{site.room}/stream/"
    claim = {"iss": "pushpin", "exp": time.time() + 60}
    right, wrong = site.pushpin.key, "another-key-that-is-quite-long-enough"
    late = claim | {"exp": time.time() - 60}
    for token in [
        "junk",
        jwt.encode(claim, wrong),
        jwt.encode(claim, None, "none"),
        jwt.encode(late, right),
        jwt.encode({"iss": "pushpin"}, right),
        jwt.encode(claim | {"iss": "somebody"}, right),
    ]:
        found = await head(site, path, token)
        assert b"http/1.1 200" in found
        assert b"grip-hold" not in found
    assert b"grip-hold: stream" in await head(site, path, jwt.encode(claim, right))
    for path, token in [("/held/junk/", jwt.encode(claim, right)), ("/held/junk/", "junk")]:
        assert b"http/1.1 404" in await head(site, path, token)


async def talk(site, seconds):
    """Say something all the time. Returns the number of the last message."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        last = await say(site)
        await asyncio.sleep(0.02)
    return last


@contextlib.contextmanager
def deaf(pushpin):
    """Inside, the proxy holds its streams and cannot be told anything."""
    pid = int((pushpin.directory / "run" / "pushpin-handler.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


async def head(site, path, token):
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nGrip-Sig: {token}\r\n"
        f"Cookie: sessionid={site.sessions[0]}\r\n\r\n".encode()
    )
    found = (await reader.readuntil(b"\r\n\r\n")).lower()
    writer.close()
    return found
