"""Everybody who listens gets everything that was said, once and in order, whatever breaks.

LIVE_CHAOS_SECONDS=60 makes it 200 readers and 50 senders for a minute, instead of some seconds.
"""

import asyncio
import os
import random
import signal

import pytest

from tests.live.client import Reader, post

SECONDS = int(os.environ.get("LIVE_CHAOS_SECONDS", "6"))
READERS, SENDERS = (200, 50) if SECONDS >= 60 else (60, 10)


class Crowd:
    """Readers and senders of one room."""

    def __init__(self, site):
        self.site, self.stopped = site, False
        self.acknowledged = set()
        self.failed = 0
        path = f"/rooms/{site.room}/stream/?after=0"
        self.readers = [Reader(site.port, path, session) for session in site.sessions[:READERS]]

    async def run(self, nemesis):
        """Let everybody talk and read while `nemesis` has its way; then let them catch up."""
        for reader in self.readers:
            reader.start()
        senders = [self._talk(session) for session in self.site.sessions[:SENDERS]]
        talking = asyncio.gather(*senders)
        await asyncio.wait_for(nemesis(self), SECONDS + 120)
        self.stopped = True
        await talking
        status, last = None, 0
        while status != 200:
            status, last = await self._say(self.site.sessions[0])
        await self._all_have(int(last))
        for reader in self.readers:
            await reader.stop()

    async def _talk(self, session):
        while not self.stopped:
            await self._say(session)
            await asyncio.sleep(random.uniform(0, 2 * SENDERS / 60))

    async def _say(self, session):
        try:
            path = f"/rooms/{self.site.room}/say/"
            status, number = await post(self.site.port, path, session, "안녕")
        except (OSError, EOFError, TimeoutError):
            self.failed += 1
            return None, 0
        if status == 200:
            self.acknowledged.add(int(number))
        else:
            self.failed += 1
        return status, number

    async def _all_have(self, last):
        """Wait for all to be as far, which may be farther: who gave a POST up may be served yet."""
        async with asyncio.timeout(60):
            while any((reader.last_id or 0) < last for reader in self.readers):
                await asyncio.sleep(0.05)

    def check(self):
        """All readers got the same numbers, once each, without a hole, all acknowledged ones."""
        for reader in self.readers:
            assert reader.ids == list(range(1, reader.last_id + 1))
            assert self.acknowledged <= set(reader.ids)
        assert len(self.acknowledged) > SECONDS * 5


async def drops(crowd):
    """Readers lose their connections all the time."""
    for _ in range(SECONDS * 20):
        random.choice(crowd.readers).drop()
        await asyncio.sleep(0.05)


async def pauses(crowd):
    """Readers stop reading for a while."""
    for _ in range(SECONDS):
        asleep = random.sample(crowd.readers, 10)
        for reader in asleep:
            reader.paused.clear()
        await asyncio.sleep(1)
        for reader in asleep:
            reader.paused.set()


async def killed_workers(crowd):
    """A worker crashes, and later the other one."""
    for worker in (0, 1):
        await asyncio.sleep(SECONDS / 2)
        crowd.site.kill_worker(worker)
    await asyncio.sleep(3)


async def redis_restart(crowd):
    """Redis is away for a while."""
    await asyncio.sleep(1)
    crowd.site.redis.stop()
    await asyncio.sleep(SECONDS - 2)
    crowd.site.redis.start()
    await asyncio.sleep(2)


async def deploy(crowd):
    """Each worker is stopped and replaced, as in a rolling deploy."""
    for _ in range(2):
        await asyncio.sleep(SECONDS / 2)
        crowd.site.kill_worker(0, signal.SIGTERM)
    await asyncio.sleep(3)


async def everything(crowd):
    await asyncio.gather(drops(crowd), pauses(crowd), killed_workers(crowd), redis_restart(crowd))


@pytest.mark.parametrize("nemesis", [drops, redis_restart, deploy, everything])
async def test_nothing_is_lost_doubled_or_out_of_order(site, nemesis):
    crowd = Crowd(site())
    await crowd.run(nemesis)
    crowd.check()


async def test_nor_on_postgresql(site):
    crowd = Crowd(site(on_postgresql=True))
    await crowd.run(everything)
    crowd.check()
