"""Django's pages under ASGI, each in one hop: the whole request runs in one of a few threads.

Django's own handler makes a thread, and so a new database connection, for every request, and goes
to and fro between it and the event loop for each middleware. Here signals, middleware, view and
`response.close()` run in one call, on threads that stay and keep their connection.

`Pages` overrides `ASGIHandler.__call__` and follows its `handle()`, and `trust_connections` sets
what a connection keeps to itself. Django promises none of it, so a version guard watches Django.
"""

import asyncio
import contextlib
import contextvars
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import FileResponse
from django.urls import set_script_prefix

from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W003",
    hint="Compare ASGIHandler.handle() with Pages, and run kclub/server/tests/test_page_handler.py.",
)

USUAL = 4  # threads
MOST = 12  # threads, while the others are slow
SLOW = 0.1  # seconds a request may take before it counts as slow
FRESH = 1  # seconds a connection is trusted after a request, before it is tried with a query


class Pages(ASGIHandler):
    """The ASGI application of everything that is not a stream."""

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.threads = Threads()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            raise ValueError(f"Django does not answer {scope['type']}.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        answering = self.threads.start(self._answer, scope, body)
        try:
            thread, response = await asyncio.shield(answering)
        except asyncio.CancelledError:  # the view goes on; what it answers is only closed
            answering.add_done_callback(self._abandon)
            raise
        if response.streaming:
            await self._stream(thread, response, receive, send)
        else:
            await self.send_response(response, send)

    def _answer(self, scope, body):
        """(this thread, the response): ASGIHandler.handle() in one piece."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        thread = threading.current_thread()
        if time.monotonic() - thread.ended < FRESH:
            trust_connections()
        request, response = self.create_request(scope, body)
        if request is None:
            body.close()
        else:
            response = self.get_response(request)
            response._handler_class = type(self)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if response.streaming:
            thread.streams += 1
        else:
            response.close()
        thread.ended = time.monotonic()
        return thread, response

    def _abandon(self, answering):
        if not answering.exception():
            thread, response = answering.result()
            if response.streaming:
                self._end(thread, response)

    def _end(self, thread, response):
        """Close a stream in the thread that made it. Returns a Future."""
        thread.streams -= 1
        return self.threads.start(response.close, on=thread)

    async def _stream(self, thread, response, receive, send):
        """Send part by part, until the reader goes; no thread waits for it."""
        if not response.is_async:
            response.streaming_content = self._parts(iter(response), thread)
        sending = asyncio.ensure_future(self.send_response(response, send))
        leaving = asyncio.ensure_future(_until_gone(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, leaving):
                task.cancel()
            await asyncio.wait({sending, leaving})
            await self._end(thread, response)

    async def _parts(self, parts, thread):
        """What a synchronous iterator yields, in its own thread: it may use that one's connection."""
        while (part := await self.threads.start(next, parts, None, on=thread)) is not None:
            yield part


def trust_connections():
    """Spare this thread's connections CONN_HEALTH_CHECKS, until the next request."""
    for connection in connections.all(initialized_only=True):
        connection.health_check_done = True


async def _until_gone(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


class Threads:
    """Threads that stay. The one that was busy last is taken first, so that few do most."""

    def __init__(self):
        self.threads = []
        self.free = []
        self.waiting = deque()  # jobs

    def start(self, function, *args, on=None):
        """Do `function(*args)` in a free thread, or `on` the given one, as soon as it is free.

        Returns a Future.
        """
        self.loop = asyncio.get_running_loop()
        job = Job(self.loop.create_future(), contextvars.copy_context(), function, args)
        if on:
            if on in self.free:
                self.free.remove(on)
            on.begin(job)
        elif self.free:
            self._freest().begin(job)
        elif len(self.threads) < USUAL:
            self._add().begin(job)
        else:
            if not self.waiting:
                self.loop.call_later(SLOW, self._grow)
            self.waiting.append(job)
        return job.future

    def done(self, thread, job, result, error):
        """Pass on what came of a job, and give the thread the next one."""
        if not job.future.done():  # not cancelled
            job.future.set_exception(error) if error else job.future.set_result(result)
        thread.todo -= 1
        if not thread.todo:
            if self.waiting:
                thread.begin(self.waiting.popleft())
            else:
                self.free.append(thread)

    def _freest(self):
        """The last one that has no stream to go on with, if there is one."""
        places = range(len(self.free) - 1, -1, -1)
        return self.free.pop(next((n for n in places if not self.free[n].streams), -1))

    def _add(self):
        thread = Thread(self)
        self.threads.append(thread)
        thread.start()
        return thread

    def _grow(self):
        """Add a thread if jobs wait because all others are slow; not if there are just many."""
        slow = time.monotonic() - SLOW
        if self.waiting and len(self.threads) < MOST and all(t.since < slow for t in self.threads):
            self._add().begin(self.waiting.popleft())
        if self.waiting:
            self.loop.call_later(SLOW, self._grow)


class Job(NamedTuple):
    future: asyncio.Future
    context: contextvars.Context
    function: Callable
    args: tuple


class Thread(threading.Thread):
    def __init__(self, threads):
        super().__init__(name="page", daemon=True)
        self.threads = threads
        self.jobs = queue.SimpleQueue()
        self.todo = 0  # jobs, with the one it does now
        self.streams = 0  # that go on here
        self.since = 0  # when the last job began
        self.ended = -FRESH  # when the last request was answered

    def begin(self, job):
        self.todo += 1
        self.jobs.put(job)

    def run(self):
        while True:
            job = self.jobs.get()
            self.since = time.monotonic()
            result = error = None
            try:
                result = job.context.run(job.function, *job.args)
            except BaseException as raised:
                error = raised
            with contextlib.suppress(RuntimeError):  # the loop has been closed
                self.threads.loop.call_soon_threadsafe(self.threads.done, self, job, result, error)
