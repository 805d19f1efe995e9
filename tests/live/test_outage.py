"""Redis is away: posting goes on as always, readers are some seconds late, all heals by itself."""

import asyncio
import time
from statistics import median

from tests.live.client import Reader, post
from tests.live.test_workers import SLOWER, all_of, opened, stop


async def test_without_redis_posting_is_as_fast_and_everything_arrives(site):
    site = site(workers=2)
    path = f"/rooms/{site.room}/stream/?after=0"
    readers = [Reader(site.port, path, session).start() for session in site.sessions[:40]]
    await opened(readers)
    with_redis = await posts(site, 40)

    site.redis.stop()
    without = await posts(site, 40)
    await all_of(lambda reader: len(reader.ids) == 80, readers, seconds=5 * SLOWER)
    await all_of(lambda reader: "stream-slow" in reader.names, readers, seconds=5)
    assert median(without) - median(with_redis) < 0.05
    assert max(without) < 0.5 * SLOWER

    site.redis.start()
    await all_of(lambda reader: reader.is_open, readers, seconds=10)
    for number in (81, 82):
        begun = time.monotonic()
        await posts(site, 1)
        await all_of(lambda reader, number=number: len(reader.ids) == number, readers, seconds=10)
    # By looking into the database every five seconds, the second would take these.
    assert time.monotonic() - begun < 2.5
    assert all(reader.ids == list(range(1, 83)) for reader in readers)
    assert not any(reader.clean_ends for reader in readers)
    await stop(readers)


async def test_a_redis_that_answers_nothing_slows_nobody_down(site):
    site = site(workers=2)
    path = f"/rooms/{site.room}/stream/?after=0"
    readers = [Reader(site.port, path, session).start() for session in site.sessions[:10]]
    await opened(readers)
    with_redis = await posts(site, 20)
    with site.redis.paused():
        silent = await posts(site, 20)
        await all_of(lambda reader: len(reader.ids) == 40, readers, seconds=5 * SLOWER)
    assert median(silent) - median(with_redis) < 0.05
    await stop(readers)


async def posts(site, number):
    """Say something so many times. Returns how long each took, in seconds."""
    took = []
    for n in range(number):
        begun = time.perf_counter()
        session = site.sessions[n % 40]
        status, _ = await post(site.port, f"/rooms/{site.room}/say/", session, "안녕")
        took.append(time.perf_counter() - begun)
        assert status == 200
        await asyncio.sleep(0.02)
    return took
