"""Threads that answer pages: a few that stay, each with its persistent database connections."""

import asyncio
import contextlib
import contextvars
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

USUAL_THREADS = 4
MAX_THREADS = 12  # while all of them are slow
SLOW_SECONDS = 0.1  # a job may take before it counts as slow


class ThreadPool:
    """A pool of threads that stay. The one busy last is taken first, so that a few do most work."""

    def __init__(self):
        self.threads = []
        self.free = []
        self.waiting = deque()  # jobs

    def submit(self, function, *args, to=None):
        """Call `function(*args)` in a free thread, or in the thread `to`, as soon as it is free.

        Returns a Future.
        """
        self.loop = asyncio.get_running_loop()
        job = Job(self.loop.create_future(), contextvars.copy_context(), function, args)
        if to:
            if to in self.free:
                self.free.remove(to)
            to.add(job)
        elif thread := self._take():
            thread.add(job)
        else:
            if not self.waiting:
                self.loop.call_later(SLOW_SECONDS, self._grow)
            self.waiting.append(job)
        return job.future

    def finish(self, thread, job, result, error):
        """Settle the future of a job, and give its thread the next one."""
        if not job.future.done():  # not cancelled
            job.future.set_exception(error) if error else job.future.set_result(result)
        thread.pending -= 1
        if not thread.pending:
            if self.waiting:
                thread.add(self.waiting.popleft())
            else:
                self.free.append(thread)

    def _take(self):
        """Return a free thread, the last one without a stream if there is one; None if none is."""
        if self.free:
            places = range(len(self.free) - 1, -1, -1)
            return self.free.pop(next((n for n in places if not self.free[n].streams), -1))
        return self._add() if len(self.threads) < USUAL_THREADS else None

    def _add(self):
        thread = PageThread(self)
        self.threads.append(thread)
        thread.start()
        return thread

    def _grow(self):
        """Add a thread if jobs wait because all others are slow, not because they are many."""
        slow = time.monotonic() - SLOW_SECONDS
        all_slow = all(thread.job_began < slow for thread in self.threads)
        if self.waiting and len(self.threads) < MAX_THREADS and all_slow:
            self._add().add(self.waiting.popleft())
        if self.waiting:
            self.loop.call_later(SLOW_SECONDS, self._grow)


class Job(NamedTuple):
    """A call to be made in a thread, and the future of what it returns."""

    future: asyncio.Future
    context: contextvars.Context
    function: Callable
    args: tuple


class PageThread(threading.Thread):
    """A thread of the pool, which does its jobs one after another."""

    def __init__(self, pool):
        super().__init__(name="page", daemon=True)
        self.pool = pool
        self.jobs = queue.SimpleQueue()
        self.pending = 0  # jobs, with the one it does now
        self.streams = 0  # responses that are still being iterated here
        self.job_began = 0  # time.monotonic() of the last job
        self.request_ended = float("-inf")  # time.monotonic() of the last answer

    def add(self, job):
        """Queue a job for this thread."""
        self.pending += 1
        self.jobs.put(job)

    def run(self):
        while True:
            job = self.jobs.get()
            self.job_began = time.monotonic()
            result = error = None
            try:
                result = job.context.run(job.function, *job.args)
            except BaseException as raised:
                error = raised
            with contextlib.suppress(RuntimeError):  # the loop has been closed
                self.pool.loop.call_soon_threadsafe(self.pool.finish, self, job, result, error)
