"""How many have not read a message, told by two workers, whatever becomes of Redis and streams."""

import asyncio

import pytest

from tests import services
from tests.fixtures import needed
from tests.live.client import Reader, post
from tests.live.site import Site, seed
from tests.live.test_workers import all_of, opened, stop

PEOPLE = 30  # beside the owner


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A room that is small enough to be counted, on PostgreSQL."""
    needed(services.PostgreSQL.find)
    with services.PostgreSQL() as database:
        yield seed(tmp_path_factory.mktemp("few"), database, users=PEOPLE), database


@pytest.fixture
def site(few, redis):
    """Two workers, and the room."""
    seeded, database = few
    with Site(seeded, workers=2, database=database, redis=redis) as site:
        yield site


async def read(site, sessions, number):
    """Let these people mark the room as read up to the number, all at once."""
    url = f"/rooms/{site.room}/read/"
    await asyncio.gather(*(post(site.port, url, session, str(number)) for session in sessions))


async def test_a_burst_of_readers_is_a_few_events_and_every_page_is_right_in_the_end(site):
    say, path = f"/rooms/{site.room}/say/", f"/rooms/{site.room}/stream/?after=0"
    writer, *others = site.sessions
    await post(site.port, say, writer, "안녕")
    streams = [Reader(site.port, path, session).start() for session in site.sessions[:12]]
    await opened(streams)
    await all_of(told(f"1 0:{PEOPLE} 1:1"), streams, seconds=15)

    before = [stream.names.count("reads") for stream in streams]
    await read(site, others, 1)
    await all_of(told(f"1 0:1 1:{PEOPLE}"), streams, seconds=15)
    after = [stream.names.count("reads") for stream in streams]
    assert all(later - earlier <= 3 for earlier, later in zip(before, after, strict=True))

    for stream in streams:
        stream.drop()
    await post(site.port, say, others[0], "그동안 온 말")
    await read(site, others, 2)
    await all_of(told(f"2 0:1 1:1 2:{PEOPLE - 1}"), streams, seconds=15)
    await stop(streams)


async def test_a_stream_that_comes_back_is_told_though_nothing_has_changed(site):
    path = f"/rooms/{site.room}/stream/?after=0"
    await post(site.port, f"/rooms/{site.room}/say/", site.sessions[0], "안녕")
    stays = Reader(site.port, path, site.sessions[1]).start()
    comes_back = Reader(site.port, path, site.sessions[2]).start()
    await all_of(told(f"1 0:{PEOPLE} 1:1"), [stays, comes_back], seconds=15)
    heard = comes_back.names.count("reads")
    comes_back.drop()
    await all_of(lambda reader: reader.names.count("reads") > heard, [comes_back], seconds=15)
    await stop([stays, comes_back])


async def test_it_goes_on_while_redis_is_away(site):
    path = f"/rooms/{site.room}/stream/?after=0"
    await post(site.port, f"/rooms/{site.room}/say/", site.sessions[0], "안녕")
    streams = [Reader(site.port, path, session).start() for session in site.sessions[:8]]
    await opened(streams)
    site.redis.stop()
    url = f"/rooms/{site.room}/read/"
    assert await post(site.port, url, site.sessions[5], "1") == (200, "read")
    await all_of(told(f"1 0:{PEOPLE - 1} 1:2"), streams, seconds=15)
    await stop(streams)


def told(data):
    return lambda stream: stream.last_data.get("reads") == data
