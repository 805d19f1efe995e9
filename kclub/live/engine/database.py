"""Reading the database from the event loop, on a few threads with a persistent connection each."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import InterfaceError, OperationalError, connections

MAX_THREADS = 3  # per worker, for all its streams

threads = ThreadPoolExecutor(MAX_THREADS, "live-database")


async def run(function, *args):
    """Call `function(*args)`, which only reads, on one of the threads. Returns its result."""
    return await asyncio.get_running_loop().run_in_executor(threads, _call, function, args)


def _call(function, args):
    try:
        return function(*args)
    except (InterfaceError, OperationalError):  # the database was away: try once more
        connections.close_all()
        return function(*args)


def close():
    """Close the connections of all threads, as a test must before its database is dropped."""
    barrier = threading.Barrier(MAX_THREADS)
    for closing in [threads.submit(_close, barrier) for _ in range(MAX_THREADS)]:
        closing.result()


def _close(barrier):
    barrier.wait()  # so that each thread takes one
    connections.close_all()
