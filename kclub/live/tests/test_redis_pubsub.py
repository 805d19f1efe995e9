"""The relay over a real Redis: between workers, away, silent, back."""

import asyncio
import time
from functools import partial

import pytest
from redis import Redis

from kclub import live
from kclub.live.engine import database
from tests import services
from tests.fixtures import needed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_redis():
    """A Redis that may be stopped."""
    needed(services.Redis.find)
    with services.Redis() as redis:
        yield redis


@pytest.fixture
async def relayed(settings, running_hub, own_redis):
    """The hub listens to Redis instead."""
    await running_hub.stop()
    settings.REDIS_URL = own_redis.url
    running_hub.start()
    await until(lambda: running_hub.relay.is_up)
    return running_hub


async def until(condition, seconds=10):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


async def test_events_and_ends_travel_through_redis(reader, board, relayed):
    async with reader.open("/a/stream/") as stream:
        for note in range(100):
            await board.write(note)
        await stream.received(*map(str, range(100)))
        await database.run(partial(live.end, board.channel, reader.user, "kicked"))
        await stream.until(lambda: stream.ended)


async def test_two_deployments_on_one_redis_keep_apart(reader, board, relayed, own_redis, settings):
    async with reader.open("/a/stream/") as stream:
        settings.LIVE_PREFIX = "other"
        await database.run(partial(live.publish, board.channel, event="theirs"))
        settings.LIVE_PREFIX = "kclub"
        await database.run(partial(live.publish, board.channel, event="ours"))
        await stream.until(lambda: stream.names)
        await asyncio.sleep(0.05)
        assert stream.names == ["ours"]


async def test_what_others_publish_on_our_redis_does_no_harm(reader, board, relayed, own_redis):
    async with reader.open("/a/stream/") as stream:
        for message in ["not json", b"\xff\xfe", "event board:a 7 \n", ""]:
            Redis.from_url(own_redis.url).publish("kclub:live", message)
        await board.write("still here")
        await stream.received("still here")


async def test_without_redis_posting_goes_on_and_readers_catch_up(
    reader, board, relayed, own_redis
):
    async with reader.open("/a/stream/") as stream:
        await board.write("before")
        await stream.received("before")
        own_redis.stop()
        for note in "123":
            begun = time.perf_counter()
            await board.write(note)
            assert time.perf_counter() - begun < 0.5
        await stream.until(lambda: "stream-slow" in stream.names)
        await stream.until(lambda: len(stream.notes) == 4)
        own_redis.start()
        await stream.until(lambda: "stream-open" in stream.names)
        await board.write("after")
        await stream.received("before", "1", "2", "3", "after")


async def test_a_redis_that_answers_nothing_holds_nobody_up(reader, board, relayed, own_redis):
    async with reader.open("/a/stream/") as stream:
        with own_redis.paused():
            begun = time.perf_counter()
            for note in "123":
                await board.write(note)
            assert time.perf_counter() - begun < 0.5
            await stream.until(lambda: len(stream.notes) == 3)


async def test_an_end_published_while_redis_was_away_is_not_lost(reader, board, relayed, own_redis):
    async with reader.open("/a/stream/") as stream:
        own_redis.stop()
        await database.run(partial(live.end, board.channel, reader.user, "kicked"))
        await asyncio.sleep(0.1)
        own_redis.start()
        await stream.until(lambda: stream.ended)
        assert stream.events[-1] == ("stream-end", None, "kicked")


async def test_a_worker_that_starts_without_redis_serves_all_the_same(
    reader, board, running_hub, settings
):
    await running_hub.stop()
    settings.REDIS_URL = f"redis://127.0.0.1:{services.free_port()}"
    await board.write("before", published=False)
    running_hub.start()
    await until(lambda: running_hub.relay.outage_announced)
    async with reader.open("/a/stream/?after=0") as stream:
        assert stream.status == 200
        await stream.received("before")
        assert "stream-slow" in stream.names
        await board.write("slowly")
        await stream.until(lambda: len(stream.notes) == 2)
