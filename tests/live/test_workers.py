"""What a server costs while streams are open, and how it stops.

Times are those promised, times LIVE_SLOWER, since tests may share a small machine with others.
"""

import asyncio
import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from tests.live.client import Reader, post

SLOWER = float(os.environ.get("LIVE_SLOWER", "5"))


async def opened(readers, seconds=20):
    async with asyncio.timeout(seconds):
        while not all(reader.opened for reader in readers):
            await asyncio.sleep(0.05)


async def all_of(condition, readers, seconds):
    """Wait until the condition holds for all readers, but not longer."""
    async with asyncio.timeout(seconds):
        while not all(map(condition, readers)):
            await asyncio.sleep(0.005)


async def stop(readers):
    for reader in readers:
        await reader.stop()


@pytest.mark.parametrize("workers", [1, 2])
async def test_a_server_that_is_told_to_stop_ends_every_stream_and_goes(site, workers):
    site = site(workers)
    path = f"/rooms/{site.room}/stream/?after=0"
    readers = [Reader(site.port, path, site.sessions[n % 250]).start() for n in range(1000)]
    await opened(readers, seconds=60)

    begun = time.perf_counter()
    site.process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(site.process.wait, 10)
    took = time.perf_counter() - begun
    await stop(readers)

    assert all(reader.clean_ends == 1 for reader in readers)
    assert len({reader.retry for reader in readers}) > 100
    assert all(0.5 <= reader.retry <= 5 for reader in readers)
    assert took < 0.5 * SLOWER, took


async def test_a_server_that_is_told_to_stop_finishes_what_it_is_doing(site):
    site = site(workers=1)
    reader = Reader(site.port, f"/rooms/{site.room}/stream/?after=0", site.sessions[0]).start()
    await opened([reader])
    answering = asyncio.create_task(post(site.port, "/slowly/", site.sessions[0], "1"))
    await asyncio.sleep(0.3)
    site.process.send_signal(signal.SIGTERM)
    await all_of(lambda reader: reader.clean_ends, [reader], seconds=0.5 * SLOWER)
    assert not answering.done()
    assert await answering == (200, "done")
    await asyncio.to_thread(site.process.wait, 10)
    await stop([reader])


async def test_open_streams_hold_no_thread_and_no_connection(site):
    site = site(workers=1, on_postgresql=True)
    path = f"/rooms/{site.room}/stream/?after=0"
    readers = [Reader(site.port, path, site.sessions[n]).start() for n in range(10)]
    await opened(readers)
    threads, connections = costs(site)
    readers += [Reader(site.port, path, site.sessions[n % 250]).start() for n in range(290)]
    await opened(readers)
    now = costs(site)
    assert now[0] <= threads + 2  # the pool may have been idle before
    assert now[1] <= connections + 2
    await stop(readers)


def costs(site):
    (pid,) = site.worker_pids()
    threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
    with psycopg.connect(site.database.url_of("postgres")) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        ((connections,),) = connection.execute(query, [f"site{site.port}"]).fetchall()
    return threads, connections
