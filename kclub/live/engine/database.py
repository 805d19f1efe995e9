"""Reading the database from the event loop, on a few threads with a persistent connection each."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import InterfaceError, OperationalError, connections

THREADS = 3  # per worker, for all its streams

threads = ThreadPoolExecutor(THREADS, "live-database")


async def run(function, *args):
    """`function(*args)`, which only reads, in one of the threads."""
    return await asyncio.get_running_loop().run_in_executor(threads, _call, function, args)


def _call(function, args):
    try:
        return function(*args)
    except (InterfaceError, OperationalError):  # the database has been away: once more
        connections.close_all()
        return function(*args)


def close():
    """Give the connections of all threads back, as a test must before its database goes."""
    together = threading.Barrier(THREADS)
    for closed in [threads.submit(_close, together) for _ in range(THREADS)]:
        closed.result()


def _close(together):
    together.wait()  # so that each thread takes one
    connections.close_all()
