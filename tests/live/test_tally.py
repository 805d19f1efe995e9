"""A user has so many streams, in all workers together; the oldest goes."""

import asyncio
import contextlib

import pytest

from kclub.live.tally import ALIVE, EVERY
from tests.live.client import Reader
from tests.live.test_workers import all_of

LIMIT = 6
JUDGED = ALIVE + 4 * EVERY  # seconds after which nothing more is to be ended


@pytest.fixture
async def crowd(site):
    """`crowd.open()`: one more stream of the same user; which worker takes it is chance."""
    async with contextlib.AsyncExitStack() as stack:
        yield Crowd(site(workers=2, env={"LIVE_STREAMS_PER_USER": str(LIMIT)}), stack)


class Crowd:
    def __init__(self, site, stack):
        self.site, self.stack = site, stack
        self.readers = []

    async def open(self, session=0):
        path = f"/rooms/{self.site.room}/stream/?after=0"
        reader = Reader(self.site.port, path, self.site.sessions[session], obeys=True).start()
        self.stack.push_async_callback(reader.stop)
        self.readers.append(reader)
        await all_of(lambda reader: reader.opened, [reader], seconds=10)
        return reader

    def over(self):
        return [number for number, reader in enumerate(self.readers) if reader.is_over]

    async def end(self, number):
        async with asyncio.timeout(20):
            while len(self.over()) < number:
                await asyncio.sleep(0.05)


async def test_over_all_workers_a_user_has_six_and_the_oldest_go(crowd):
    for _ in range(LIMIT):
        await crowd.open()
    await crowd.open(session=1)
    for _ in range(4):
        await crowd.open()
    await crowd.end(4)
    await asyncio.sleep(JUDGED)
    assert crowd.over() == [0, 1, 2, 3]


async def test_streams_that_went_and_those_of_a_killed_worker_do_not_count(crowd):
    for _ in range(LIMIT):
        reader = await crowd.open()
        await reader.stop()
    for _ in range(LIMIT):
        await crowd.open()
    await asyncio.sleep(1.5)  # they are noted
    crowd.site.kill_worker()
    await asyncio.sleep(JUDGED)
    await all_of(lambda reader: reader.opened, crowd.readers[LIMIT:], seconds=10)
    assert crowd.over() == []
    await crowd.open()
    await crowd.end(1)
    await asyncio.sleep(JUDGED)
    assert len(crowd.over()) == 1


async def test_without_redis_each_worker_counts_for_itself_and_all_when_it_is_back(crowd):
    for _ in range(3):
        await crowd.open()
    crowd.site.redis.stop()
    for _ in range(2 * LIMIT):
        await crowd.open()
    await crowd.end(3)  # of 15 streams, two workers keep six each at most
    crowd.site.redis.start()
    await crowd.end(2 * LIMIT + 3 - LIMIT)
    await asyncio.sleep(JUDGED)
    assert len(crowd.over()) == 2 * LIMIT + 3 - LIMIT
