"""Django's pages under ASGI, each in one hop: the whole request runs in one of a few threads.

Django's own handler makes a thread, and so a new database connection, for every request, and goes
to and fro between it and the event loop for each middleware. Here signals, middleware, view and
`response.close()` run in one call, on threads that stay and keep their connection.

`PageHandler` overrides `ASGIHandler.__call__` and follows its `handle()`, and `trust_connections`
sets what a connection keeps to itself. Django promises none of it, so a version guard watches it.
"""

import asyncio
import threading
import time

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import FileResponse
from django.urls import set_script_prefix

from kclub.server.page_threads import ThreadPool
from kclub.server.version_guards import guard

guard(
    "Django",
    "6.1",
    used_by=__name__,
    id="kclub.W003",
    hint="Compare ASGIHandler.handle() with PageHandler, run its tests in kclub/server/tests.",
)

TRUSTED_SECONDS = 1  # after a request in which its connection counts as healthy


class PageHandler(ASGIHandler):
    """The ASGI application of everything that is not a stream."""

    def __init__(self):
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self.pool = ThreadPool()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            raise ValueError(f"Django does not answer {scope['type']}.")
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        answering = self.pool.submit(self._answer, scope, body)
        try:
            thread, response = await asyncio.shield(answering)
        except asyncio.CancelledError:  # the view goes on; its response is closed unsent
            answering.add_done_callback(self._discard)
            raise
        if response.streaming:
            await self._stream(thread, response, receive, send)
        else:
            await self.send_response(response, send)

    def _answer(self, scope, body):
        """Answer a request in this thread, as ASGIHandler.handle() does. Returns (thread, response)."""
        thread = threading.current_thread()
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        if time.monotonic() - thread.request_ended < TRUSTED_SECONDS:
            trust_connections()
        response = self._respond(scope, body)
        if response.streaming:
            thread.streams += 1
        else:
            response.close()
        thread.request_ended = time.monotonic()
        return thread, response

    def _respond(self, scope, body):
        request, response = self.create_request(scope, body)
        if request is None:
            body.close()
        else:
            response = self.get_response(request)
            response._handler_class = type(self)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        return response

    def _discard(self, answering):
        """Close the response that nobody waits for any more, if it streams."""
        if not answering.exception():
            thread, response = answering.result()
            if response.streaming:
                self._close(thread, response)

    def _close(self, thread, response):
        """Close a streaming response in the thread that made it. Returns a Future."""
        thread.streams -= 1
        return self.pool.submit(response.close, to=thread)

    async def _stream(self, thread, response, receive, send):
        """Send a response part by part until the client disconnects; no thread waits for it."""
        if not response.is_async:
            response.streaming_content = self._parts(iter(response), thread)
        sending = asyncio.ensure_future(self.send_response(response, send))
        disconnect = asyncio.ensure_future(_until_disconnect(receive))
        try:
            await asyncio.wait({sending, disconnect}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            for task in (sending, disconnect):
                task.cancel()
            await asyncio.wait({sending, disconnect})
            await self._close(thread, response)

    async def _parts(self, parts, thread):
        """Yield what a synchronous iterator yields in its own thread, whose connection it uses."""
        while (part := await self.pool.submit(next, parts, None, to=thread)) is not None:
            yield part


def trust_connections():
    """Skip CONN_HEALTH_CHECKS for this thread's connections, until the next request."""
    for connection in connections.all(initialized_only=True):
        connection.health_check_done = True


async def _until_disconnect(receive):
    while (await receive())["type"] != "http.disconnect":
        pass
