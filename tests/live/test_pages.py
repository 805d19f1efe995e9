"""PageHandler of a real server on a real PostgreSQL: what it sees of many requests at once."""

import asyncio
import time

import psycopg

from kclub.live.engine import database
from kclub.server import page_handler, page_threads

BACKENDS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = %s AND backend_type = 'client backend'
"""


async def ask(site, address, session):
    """The first line of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    cookie = f"Cookie: sessionid={session}"
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n\r\n".encode())
    line = await reader.readline()
    writer.close()
    return line


def watch(site, most, done):
    """Note the most connections that PostgreSQL sees, until `done`."""
    with psycopg.connect(site.database.url_of("postgres"), autocommit=True) as watching:
        while not done.is_set():
            seen = watching.execute(BACKENDS, [f"site{site.port}"]).fetchone()[0]
            most.append(seen)
            time.sleep(0.01)


async def test_postgresql_never_sees_more_connections_than_threads(site):
    running = site(1, on_postgresql=True)
    most, done = [], asyncio.Event()
    watching = asyncio.ensure_future(asyncio.to_thread(watch, running, most, done))
    try:
        for _ in range(3):
            asking = [ask(running, f"/rooms/{running.room}/", s) for s in running.sessions[:120]]
            answers = await asyncio.gather(*asking)
            assert all(b" 200 " in answer for answer in answers)
    finally:
        done.set()
        await watching
    assert 0 < max(most) <= page_threads.MAX_THREADS + database.MAX_THREADS
    assert most[-1] <= page_threads.MAX_THREADS + database.MAX_THREADS  # and they stay for the next


async def test_a_restarted_postgresql_costs_no_worker(site):
    """Connections that broke are noticed and replaced."""
    running = site(1, on_postgresql=True)
    address, session = f"/rooms/{running.room}/", running.sessions[0]
    assert b" 200 " in await ask(running, address, session)
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(running.database.url_of("postgres"), autocommit=True) as killing:
        killing.execute(kill, [f"site{running.port}"])
    await asyncio.sleep(page_handler.TRUSTED_SECONDS + 0.2)
    assert b" 200 " in await ask(running, address, session)
