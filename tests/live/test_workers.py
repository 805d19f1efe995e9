"""Several workers: who is removed through one is gone from all; what stops, stops at once."""

import asyncio
import signal
import time
from pathlib import Path

import psycopg
import pytest

from .client import Reader, post


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


@pytest.mark.parametrize(
    ("how", "reason", "status"),
    [("/rooms/{room}/leave/", "left", 403), ("/sign-out/", "signed-out", 401)],
)
async def test_who_goes_is_gone_from_all_workers_at_once(site, how, reason, status):
    site = site(workers=2)
    path = f"/rooms/{site.room}/stream/?after=0"
    goer, stayer = site.sessions[:2]
    leaving = [Reader(site.port, path, goer).start() for _ in range(12)]  # on both workers
    staying = [Reader(site.port, path, stayer).start() for _ in range(12)]
    await opened(leaving + staying)

    await post(site.port, how.format(room=site.room), goer)
    await all_of(lambda reader: reader.clean_ends, leaving, seconds=1)
    await post(site.port, f"/rooms/{site.room}/say/", stayer, "그들이 없는 동안")
    await all_of(lambda reader: reader.ids, staying, seconds=3)

    assert all("stream-end" in reader.names for reader in leaving)
    assert not any(reader.ids for reader in leaving)
    await all_of(lambda reader: reader.status == status, leaving, seconds=5)
    await stop(leaving + staying)


@pytest.mark.parametrize("workers", [1, 2])
async def test_a_server_that_is_told_to_stop_ends_every_stream_and_goes(site, workers):
    site = site(workers)
    path = f"/rooms/{site.room}/stream/?after=0"
    readers = [Reader(site.port, path, site.sessions[n % 250]).start() for n in range(400)]
    await opened(readers)

    begun = time.perf_counter()
    site.process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(site.process.wait, 10)
    took = time.perf_counter() - begun
    await stop(readers)

    assert all(reader.clean_ends == 1 for reader in readers)
    assert len({reader.retry for reader in readers}) > 100
    assert all(0.5 <= reader.retry <= 5 for reader in readers)
    assert took < 2.5, took


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
